"""Charts: a frame goes in, a matplotlib Figure in one of two formats comes out; nothing else happens."""

from regiobeeld.draw.charts.gestapeld import gestapeld
from regiobeeld.draw.charts.gradient import gradient
from regiobeeld.draw.charts.groepsstaven import groepsstaven
from regiobeeld.draw.charts.halter import halter
from regiobeeld.draw.charts.heatmap import heatmap
from regiobeeld.draw.charts.piramide import piramide
from regiobeeld.draw.charts.rangorde import rangorde
from regiobeeld.draw.charts.spreiding import spreiding
from regiobeeld.draw.charts.trend import trend
from regiobeeld.draw.charts.verdeling import verdeling

__all__ = [
    "gestapeld",
    "gradient",
    "groepsstaven",
    "halter",
    "heatmap",
    "piramide",
    "rangorde",
    "spreiding",
    "trend",
    "verdeling",
]
