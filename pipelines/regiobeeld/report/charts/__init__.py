"""Charts: a frame goes in, a matplotlib Figure in one of two formats comes out; nothing else happens."""

from regiobeeld.report.charts.gestapeld import gestapeld
from regiobeeld.report.charts.gradient import gradient
from regiobeeld.report.charts.groepsstaven import groepsstaven
from regiobeeld.report.charts.halter import halter
from regiobeeld.report.charts.heatmap import heatmap
from regiobeeld.report.charts.piramide import piramide
from regiobeeld.report.charts.rangorde import rangorde
from regiobeeld.report.charts.spreiding import spreiding
from regiobeeld.report.charts.trend import trend
from regiobeeld.report.charts.verdeling import verdeling

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
