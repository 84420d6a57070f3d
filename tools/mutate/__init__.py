"""Mutation recall: proven breaks are put into real programs, and what is underlined is counted."""
