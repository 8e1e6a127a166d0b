"""All that a report needs for one region, as data, without drawing."""
