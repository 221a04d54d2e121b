//! Index job postings across municipalities and rank them for people, or people for a need, with reasons.
