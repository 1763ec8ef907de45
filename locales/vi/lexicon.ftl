# Words that corrections of topics propose.

lexicon = Từ gợi ý
# $count - words that wait
clerk-lexicon =
    { $count ->
        [0] Từ gợi ý
       *[other] Từ gợi ý ({ $count } từ mới)
    }
# $word - the word, $topic - topic, $count - corrections in which it stood, $left - words that wait
lexicon-ask =
    Từ “{ $word }” có trong { $count } ý kiến đã được sửa về “{ $topic }”.
    Từ nay thấy từ này thì gợi ý lĩnh vực đó? (Còn { $left } từ)
lexicon-use = Dùng từ này
lexicon-drop = Bỏ qua từ này
lexicon-used = Xem từ đang dùng
lexicon-none = Không có từ nào chờ ông/bà cân nhắc.
# $word - the word, $topic - topic
lexicon-now-used = Từ nay “{ $word }” gợi ý lĩnh vực “{ $topic }”.
lexicon-dropped = Không dùng “{ $word }”.
lexicon-list = Các từ của địa phương đang dùng:
lexicon-line = • “{ $word }” → { $topic }
lexicon-none-used = Địa phương chưa thêm từ nào.
# $word - the word
lexicon-take-back = Bỏ “{ $word }”
