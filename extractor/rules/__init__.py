"""Rules: what is in force where and when, as OpenFisca parameters, decision tables, sheets and calculations."""
