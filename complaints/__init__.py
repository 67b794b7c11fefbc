"""The core: a complaint, its life, its deadline, who may do what. Plain Python, read it first."""
