# Setting communes up, for whoever runs the program.

# $problems - places and what is wrong there, one a line
setup-refused =
    the set-up file is not right:
    { $problems }
# $slug - short name
setup-refused-slug = the slug { $slug } belongs to another commune already.
# $what - what would go
setup-refused-in-use = { $what } cannot go: petitions that wait for an answer need it.
