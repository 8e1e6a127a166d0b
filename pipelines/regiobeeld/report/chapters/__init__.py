"""The chapters of the regiobeeld, one module each: profile in, `Hoofdstuk` out."""
