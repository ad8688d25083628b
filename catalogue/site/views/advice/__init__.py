"""Advice as pages show it: to the city on `/indeks/`, to an agency on its own page."""

from catalogue.site.views.advice.city import CityAdvice, city_advice
from catalogue.site.views.advice.evidence import AgencyAdvice, agency_advice

__all__ = ["AgencyAdvice", "CityAdvice", "agency_advice", "city_advice"]
