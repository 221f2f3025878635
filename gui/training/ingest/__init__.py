"""Gathers what is learnt from out of public repositories, fetched beforehand."""
