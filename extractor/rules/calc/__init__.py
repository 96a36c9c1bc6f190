"""Calculations with the generated rules on OpenFisca (the `openfisca` extra)."""
