"""Comparing mechanisms facet by facet: what stands beside what. Knows no Qt and no words of the
interface; pages and models say in words what is found here."""
