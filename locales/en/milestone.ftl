# Milestones: what has to be done by when.

milestone-what-announce = Give residents notice of the conference
milestone-what-conclusion_notice = Issue the conclusion notice
milestone-what-publish_results = Publish the results of the conference
milestone-what-report = Report on the situation
milestone-what-opinions = Collect opinions and send them in
milestone-what-compile = Put all opinions together
milestone-what-programme = Draw up the programme
milestone-what-answers = Prepare the answers
milestone-what-invitations = Send the invitations
milestone-what-delegates = List the delegates
milestone-what-speakers = List the speakers
milestone-what-venue = Prepare the venue
milestone-what-papers = Prepare the papers
milestone-what-security = See to security
milestone-what-budget = Provide the budget
milestone-what-replies = Answer what the notice set no day for
milestone-what-other = Something else in the plan
# $what - what is to be done, $due - its last day in words
milestone-moved = • { $what }: { $due }
# $due - last day
milestone-due = due { DAY($due) }
milestone-due-open = no last day yet, because the day of the conference is not fixed
milestone-due-waits = no last day yet, it waits for the conclusion notice
milestone-refused-unknown = This milestone was not found.
# $at - when
milestone-refused-done = This milestone was marked as done at { TIME($at) }, { DATE($at) }.
milestone-refused-open = This milestone is not marked as done.

# $what - what is to be done, short
milestone-open = Milestone: { $what }
milestone-calendar-moved = The working calendar has changed, and last days of milestones with it:
# $what - what was done or opened again, $title - title of the dialogue, $done - yes when it is done
milestone-moves-others = { $done ->
        [yes] { $what } ({ $title }): done. What is counted from it is now due:
       *[no] { $what } ({ $title }): not done. What is counted from it is now due:
    }
# $title - title of the dialogue, $when - when it is, as far as it is known
milestone-list =
    Milestones of { $title }.
    When: { $when }.
milestone-list-none = This conference has no milestones yet.
# $count - how many, $late - how many are late
milestone-mine = Open milestones: { $count }, late: { $late }.
milestone-mine-none = No milestone is open.
# $nth - number, $what - what is to be done, short
milestone-option = { $nth }. { $what }
# $who - who is responsible
milestone-head = { $nth }. { $what }
milestone-head-who = { $nth }. { $what } — { $who }
# $due - where it stands, $how - what is counted, from which day
milestone-due-how = { $due } ({ $how })
milestone-undated = No last day yet ({ $how })
# $due - last day
milestone-state-due = Due { DAY($due) }
milestone-state-late = LATE, due { DAY($due) }
milestone-state-open = No last day yet, because the day of the conference is not fixed
milestone-state-waits = No last day yet: it waits for the conclusion notice
# $at - when it was marked
milestone-state-done = Done, marked at { TIME($at) }, { DATE($at) }
# $title - title of the dialogue
milestone-page-of = Conference: { $title }.
# $who - who is responsible
milestone-page-who = Responsible: { $who }.
# $to - to whom it is sent
milestone-page-to = To: { $to }.
# $via - through whom it is sent
milestone-page-via = Via: { $via }.
# $law - the article
milestone-page-law = Basis: { $law }.
# $how - how the last day is computed
milestone-page-how = How it was computed: { $how }.
# $state - where it stands
milestone-page-state = { $state }.
# $name - who marked it as done
milestone-page-by = Marked by: { $name }.
# $note - what was written
milestone-page-note = Note: { $note }
# $files - how many
milestone-page-files = { $files ->
        [one] { $files } file.
       *[other] { $files } files.
    }
milestone-reminders = Reminders:
# $at - when it is told
milestone-reminder-waiting = • to be sent at { TIME($at) }, { DAY($at) }
milestone-reminder-told = • sent at { TIME($at) }, { DATE($at) }
milestone-reminder-merged = • { DATE($at) }: told with a later one
milestone-reminder-skipped = • { DATE($at) }: not sent, because it was too late
milestone-reminder-dropped = • { DATE($at) }: not needed any more
milestone-people-skipped = Reminders of guests and of { $head } that were not sent, because it was too late:
milestone-do = Mark as done
milestone-undo = Open it again
milestone-back = Milestones of the conference
# $what - what is to be done
milestone-ask-evidence =
    Done: { $what }.
    Please write a note or send a photo or file as evidence. If there is none, go on.
milestone-label-evidence = Evidence
milestone-no-evidence = None
milestone-review = Mark the milestone as done: { $what }. Please check:
milestone-send = Mark as done
milestone-done = Marked as done: { $what }.
milestone-reopened = Opened again: { $what }. Reminders start again.
milestone-refused-elsewhere = This milestone belongs to another department; please look in your private chat.
