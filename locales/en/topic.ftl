# Topics of opinions: why, and correcting them.

# $topic - topic, $words - words of the opinion that decided
petition-why = “{ $topic }” is suggested first because the opinion says: { $words }.
topic-why = Why this topic?
topic-because = This opinion is about “{ $topic }” because it says: { $words }.
# $topic - topic
topic-because-chosen = The sender chose “{ $topic }”; the words do not show it clearly.
topic-correct = Correct the topic
# $code - reference code, $topic - its topic now, $body - what it says
topic-ask =
    { $code } is filed under “{ $topic }”: “{ $body }”
    Where does it belong? If that topic is with another department, it goes there; the due day stays.
# $code - reference code, $topic - the topic now, $department - who answers
topic-corrected =
    { $code } is now filed under “{ $topic }”. Answered by: { $department }.
    Words of the opinion are kept for you to look at under “Suggested words”.
# $code - reference code
topic-refused-same = { $code } is filed under that topic already. Please choose another.
# $at - when, $department - department concerned, $text - the topic
entry-sorted = { TIME($at) } { DATE($at) } · Topic corrected to “{ $text }”
