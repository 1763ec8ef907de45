# Topics of opinions: why, and correcting them.

# $topic - topic, $words - words of the opinion that decided
petition-why = “{ $topic }” được gợi ý đầu tiên vì ý kiến có: { $words }.
topic-why = Vì sao thuộc lĩnh vực này?
topic-because = Ý kiến này thuộc “{ $topic }” vì có: { $words }.
# $topic - topic
topic-because-chosen = Lĩnh vực “{ $topic }” do người gửi chọn; lời lẽ không cho thấy rõ.
topic-correct = Sửa lĩnh vực
# $code - reference code, $topic - its topic now, $body - what it says
topic-ask =
    { $code } đang ở lĩnh vực “{ $topic }”: “{ $body }”
    Đúng ra thuộc lĩnh vực nào? Nếu lĩnh vực đó thuộc cơ quan khác, ý kiến được chuyển theo; hạn trả lời giữ nguyên.
# $code - reference code, $topic - the topic now, $department - who answers
topic-corrected =
    Đã sửa lĩnh vực { $code } thành “{ $topic }”. Cơ quan trả lời: { $department }.
    Các từ trong ý kiến được ghi lại để ông/bà cân nhắc ở mục “Từ gợi ý”.
# $code - reference code
topic-refused-same = { $code } đã ở lĩnh vực đó. Xin chọn lĩnh vực khác.
# $at - when, $department - department concerned, $text - the topic
entry-sorted = { TIME($at) } ngày { DATE($at) } · Sửa lĩnh vực thành “{ $text }”
