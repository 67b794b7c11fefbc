"""What a text tells besides its matter: company, place, contact; and how an answer to a question about them is read."""
