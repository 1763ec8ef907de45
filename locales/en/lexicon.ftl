# Words that corrections of topics propose.

lexicon = Suggested words
# $count - words that wait
clerk-lexicon =
    { $count ->
        [0] Suggested words
       *[other] Suggested words ({ $count } new)
    }
# $word - the word, $topic - topic, $count - corrections in which it stood, $left - words that wait
lexicon-ask =
    { $count ->
        [one] “{ $word }” stood in { $count } opinion that was corrected to “{ $topic }”.
       *[other] “{ $word }” stood in { $count } opinions that were corrected to “{ $topic }”.
    }
    Shall it suggest that topic from now on? ({ $left } left)
lexicon-use = Use it
lexicon-drop = Do not use it
lexicon-used = Words in use
lexicon-none = There are no words to decide about.
# $word - the word, $topic - topic
lexicon-now-used = “{ $word }” suggests “{ $topic }” from now on.
lexicon-dropped = “{ $word }” is not used.
lexicon-list = The commune's own words:
lexicon-line = • “{ $word }” → { $topic }
lexicon-none-used = The commune has added no words yet.
# $word - the word
lexicon-take-back = Drop “{ $word }”
