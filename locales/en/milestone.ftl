# Milestones: what has to be done by when.

milestone-what-announce = Give residents notice of the conference
milestone-what-conclusion_notice = Issue the conclusion notice
milestone-what-publish_results = Publish the results of the conference
# $what - what is to be done, $due - its last day in words
milestone-moved = • { $what }: { $due }
# $due - last day
milestone-due = due { DAY($due) }
milestone-due-open = no last day yet, because the day of the conference is not fixed
milestone-refused-unknown = This milestone was not found.
# $at - when
milestone-refused-done = This milestone was marked as done at { TIME($at) }, { DATE($at) }.
milestone-refused-open = This milestone is not marked as done.
