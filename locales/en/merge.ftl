# Opinions that speak of the same and are dealt with in one.

merge = Merge, take apart
merge-begin = Merge with others
# $code - reference code
merge-undo = Take { $code } out
merge-none = { $code } is not merged with others.
merge-ask =
    Which opinions speak of the same as { $code }?
    Choose below, or type their codes. The senders do not learn of each other; all get the answer.
merge-label = Merge with
# $code - reference code, $text - beginning of the opinion
merge-option = { $code }: { $text }
merge-review = Merging with { $code }. All are dealt with under the code that is due first; each sender is told. Please check:
merge-send = Merge
# $code - the code under which all are dealt with, $count - how many were merged
merge-done =
    { $count ->
        [one] { $count } opinion was merged.
       *[other] { $count } opinions were merged.
    } From now on it is one matter, { $code }.
# $code - reference code, $due - last day
merge-undone = { $code } is dealt with by itself again, due { DAY($due) }.
merge-undone-department = { $code } is dealt with by itself again:
# $code - the one that was withdrawn, $heir - the one in which the others are dealt with now
merge-heir-department = The sender has withdrawn { $code }. What was merged with it is now dealt with as { $heir }:
# $code - reference code, $lead - where it is dealt with, $department - who has it
merge-told-department = { $code } was merged into { $lead }, which is with { $department }.
# $lead - the code under which it is dealt with
petition-merged-into = Merged into { $lead }; it is answered there.
# $count - how many
petition-merged-with = Merged with this: { $count }; the answer goes to every sender:
petition-dealt-together = This is dealt with together with another opinion about the same. You will get the answer.
# $code - reference code, $department - who answers, $due - last day
petition-merged = Your opinion { $code } is dealt with together with another about the same. { $department } will answer you by { DAY($due) }.
petition-merged-paused = Your opinion { $code } is dealt with together with another about the same by { $department }. You will be told when it is due.
petition-unmerged = Your opinion { $code } is now dealt with by itself. { $department } will answer you by { DAY($due) }.
# $code - reference code, $lead - the code under which it is dealt with
petition-added-to-merged = The sender added to { $code } (merged into { $lead }):
# $code - the one whose answer is under way, $other - another such
merge-refused-both-ahead = { $code } and { $other } are both far on: drafted, approved or passed up. Please finish one of them first.
merge-refused-one = Please choose at least one other opinion to merge with { $code }.
merge-refused-not-merged = { $code } is not merged with others.
