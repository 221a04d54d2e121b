//! Finnish words: base forms, parts of compounds, and what agents and acts share.
