"""The chapters on who lives where disadvantages coincide: SES x leefstijl, doelgroepen, types of wijken."""
