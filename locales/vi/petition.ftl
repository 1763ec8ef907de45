# Opinions: sending, receipts, following.

petition-ask-body = Xin ông/bà viết ý kiến. Có thể gửi kèm ảnh, tin nhắn thoại, tệp hoặc vị trí.
petition-label-body = Nội dung
petition-ask-hamlet = Việc này ở thôn, xóm nào?
petition-label-hamlet = Nơi
# $guessed - yes when the likeliest topics are shown first
petition-ask-topic =
    { $guessed ->
        [yes] Ý kiến này thuộc lĩnh vực nào? Dưới đây là các lĩnh vực gần nhất.
       *[no] Ý kiến này thuộc lĩnh vực nào?
    }
petition-label-topic = Lĩnh vực
petition-ask-dialogue = Ông/bà gửi cho hội nghị đối thoại nào?
petition-label-dialogue = Hội nghị
petition-no-dialogue = Không gắn với hội nghị
petition-ask-name-shown =
    Cơ quan trả lời có được thấy tên ông/bà không?
    Nếu giấu tên, cơ quan chỉ thấy một ký hiệu. Câu trả lời vẫn đến với ông/bà.
petition-name-shown = Cho thấy tên
petition-name-hidden = Giấu tên
petition-label-name = Tên
petition-review = Xin ông/bà xem lại trước khi gửi:
petition-send = Gửi ý kiến

# Sent as soon as the petition is stored. $code - reference code, $department - who answers, $due - last day for an answer.
petition-received =
    Đã tiếp nhận ý kiến { $code } của ông/bà.
    Cơ quan trả lời: { $department }.
    Hạn trả lời: { DAY($due) }.
# $how - how the last day was computed, see calendar.ftl
deadline-explained = Cách tính: { $how }.

# $text - what was written, $files - files sent
petition-offer =
    Ông/bà vừa gửi: “{ $text }”{ $files ->
        [0] { "" }
       *[other] { " " }(kèm { $files } tệp)
    }
    Ông/bà muốn gửi nội dung này thành ý kiến không?
# $files - files sent
petition-offer-files = Đã nhận { $files } tệp. Ông/bà muốn gửi thành ý kiến không?
petition-offer-place = Đã nhận vị trí. Ông/bà muốn gửi kèm một ý kiến không?
petition-offer-send = Gửi thành ý kiến
# $code - reference code
petition-offer-add = Thêm vào { $code }
petition-offer-drop = Không gửi
# $code - reference code
petition-edited = Ông/bà vừa sửa tin đã gửi trong ý kiến { $code }. Có gửi phần sửa cho cơ quan trả lời không?

petition-see = Xem ý kiến
# $code - reference code
petition-open = Xem { $code }
petition-without-text = (chỉ có tệp kèm theo)
# $code - reference code, $state - where it stands, $due - last day, $topic - topic, $text - beginning of the text
petition-line = { $code } · { $state } · hạn { DATE($due) } · { $topic }: { $text }
petition-state-received = chờ xử lý
petition-state-taken = đang xử lý
petition-state-asked = chờ người gửi bổ sung
petition-state-answered = đã trả lời
petition-state-withdrawn = đã rút
petition-state-assigned = đã giao cán bộ
petition-state-drafted = đã có dự thảo trả lời
petition-state-approved = trả lời đã duyệt, sắp gửi
petition-state-escalated = đang chờ cấp trên
petition-state-closed = đã kết thúc
petition-state-refused = không thụ lý
petition-state-merged = đã gộp vào ý kiến khác
petition-state-late = quá hạn
# $due - last day
petition-due = hạn { DAY($due) }
petition-due-late = QUÁ HẠN, hạn { DAY($due) }
# $code - reference code, $state - where it stands, $topic - topic, $department - who answers, $hamlet - where,
# $author - from whom, $received - when, $due - last day in words
petition-page =
    Ý kiến { $code } — { $state }
    Lĩnh vực: { $topic }. Nơi: { $hamlet }.
    Người gửi: { $author }. Gửi lúc { TIME($received) }, { DATE($received) }.
    Cơ quan trả lời: { $department }, { $due }.
# $department - who answers
petition-is-late = Việc đã quá hạn. { $department } đang chịu trách nhiệm trả lời.

# $at - when, $text - what was written, $department - department concerned
entry-added = { TIME($at) } ngày { DATE($at) } · Người gửi bổ sung: { $text }
entry-asked = { TIME($at) } ngày { DATE($at) } · { $department } hỏi: { $text }
entry-replied = { TIME($at) } ngày { DATE($at) } · Người gửi trả lời: { $text }
entry-answered = { TIME($at) } ngày { DATE($at) } · { $department } trả lời: { $text }
entry-transfer-accepted = { TIME($at) } ngày { DATE($at) } · Chuyển đến { $department }. { $text }
entry-moved = { TIME($at) } ngày { DATE($at) } · Văn phòng chuyển đến { $department }. { $text }
entry-transfer-proposed = { TIME($at) } ngày { DATE($at) } · Đề nghị chuyển sang { $department }: { $text }
entry-transfer-declined = { TIME($at) } ngày { DATE($at) } · { $department } không nhận: { $text }
entry-taken = { TIME($at) } ngày { DATE($at) } · { $department } nhận việc. { $text }
entry-asked-again = { TIME($at) } ngày { DATE($at) } · Người gửi hỏi lại: { $text }
entry-withdrawn = { TIME($at) } ngày { DATE($at) } · Người gửi đã rút. { $text }

# $name - name of the author, $head - who heads the hamlet
author-named = { $name }
author-collected = { $name } ({ $head } chuyển)
author-collected-unnamed = bà con không nêu tên ({ $head } chuyển)
author-withheld = (tên hiện với cơ quan trả lời)
# $mark - a mark that only sets authors apart
author-hidden = người gửi giấu tên (ký hiệu { $mark })

# $code - reference code, $department - who answers, $body - beginning of the petition, $name - whose it was
petition-answered = { $department } trả lời ý kiến { $code } của ông/bà (“{ $body }”):
petition-answered-collected = { $department } trả lời ý kiến { $code } của { $name } (“{ $body }”). Xin ông/bà báo lại giúp:
petition-answer-in-file = (Nội dung trả lời ở tệp kèm theo.)
# $code - reference code, $department - who asks, $body - beginning of the petition
petition-asked = { $department } cần biết thêm về ý kiến { $code } (“{ $body }”):
petition-reply = Trả lời câu hỏi
petition-add = Bổ sung
petition-withdraw = Rút ý kiến
# $code - reference code
petition-withdraw-sure = Ông/bà chắc chắn muốn rút ý kiến { $code }? Cơ quan sẽ không trả lời nữa.
petition-withdraw-yes = Đúng, rút ý kiến
petition-withdrawn = Đã rút ý kiến { $code }.
# $code - reference code, $department - who answers now, $due - last day
petition-transferred = Ý kiến { $code } của ông/bà đã được chuyển đến { $department }. Hạn trả lời vẫn là { DAY($due) }.
# $code - reference code
petition-addition-sent = Đã chuyển phần bổ sung của { $code } đến cơ quan trả lời.
# $code - reference code, $due - last day
petition-again-sent = Đã gửi lại ý kiến { $code }. Hạn trả lời mới: { DAY($due) }.
# $code - reference code
add-ask = Xin ông/bà viết hoặc gửi phần bổ sung cho { $code }.
reply-ask = Xin ông/bà trả lời câu hỏi về { $code }.
again-ask = Xin ông/bà cho biết điều gì chưa rõ hoặc chưa được giải quyết trong { $code }.

# $count - how many
mine-list = Ý kiến của ông/bà ({ $count }):
mine-none = Ông/bà chưa gửi ý kiến nào.
mine-only-speaking = Ông/bà đã đăng ký phát biểu:
# $number - number of the registration, $name - who speaks
mine-speaking = Phát biểu số { $number }: { $name }
# $example - what a code looks like
lookup-ask = Xin ông/bà nhập mã, ví dụ { $example }.
lookup-no-code = Chưa thấy mã trong tin này. Mã có dạng { $example }.

petition-refused-not-yours = Không có ý kiến { $code } nào của ông/bà. Xin kiểm tra lại mã; chỉ người gửi và cơ quan phụ trách xem được.
petition-refused-collection-closed = Hội nghị này không còn nhận ý kiến. Xin ông/bà sửa mục “Hội nghị”, chọn “Không gắn với hội nghị” để gửi.
petition-refused-no-topic = Lĩnh vực này không còn nữa. Xin ông/bà chọn lại lĩnh vực.
petition-refused-taken = { $code } đã có { $name } nhận. Ông/bà vẫn có thể xem hoặc trao đổi với người đó.
petition-refused-answered = { $code } đã được { $name } trả lời lúc { TIME($at) }, { DATE($at) }. Câu trả lời của ông/bà chưa gửi đi.
petition-refused-not-answered = { $code } chưa có trả lời nên chưa đánh giá được.
petition-refused-same-department = { $code } đã ở cơ quan đó. Xin chọn cơ quan khác.
petition-refused-transfer-over = Việc chuyển { $code } không còn chờ quyết định.
petition-refused-when-received = { $code } đang chờ xử lý.
petition-refused-when-taken = { $code } đang được xử lý.
petition-refused-when-asked = { $code } đang chờ người gửi bổ sung.
petition-refused-when-answered = { $code } đã được trả lời.
petition-refused-when-withdrawn = { $code } đã được người gửi rút.
petition-refused-when-assigned = { $code } đã được giao cho cán bộ.
petition-refused-when-drafted = { $code } đã có dự thảo trả lời, đang chờ duyệt.
petition-refused-when-approved = Trả lời { $code } đã duyệt và sắp được gửi.
petition-refused-when-escalated = { $code } đã được gửi lên cấp trên, đang chờ trả lời.
petition-refused-when-closed = { $code } đã kết thúc.
petition-refused-when-refused = { $code } không được thụ lý.
petition-refused-when-merged = { $code } đã được gộp vào một ý kiến khác.
petition-refused-add-when-answered = { $code } đã được trả lời. Nếu cần, ông/bà bấm “Hỏi lại”.
petition-refused-add-when-withdrawn = { $code } đã rút. Xin ông/bà gửi ý kiến mới.
petition-refused-add-when-closed = { $code } đã kết thúc. Nếu việc chưa xong, ông/bà bấm “Hỏi lại”.
petition-refused-add-when-refused = { $code } không được thụ lý. Xin ông/bà gửi ý kiến mới.
petition-refused-add-when-merged = { $code } được giải quyết chung với ý kiến khác và đã có trả lời.
# $code - reference code, $count - days within which one may ask again
petition-refused-again-over = { $code } đã trả lời quá { $count } ngày nên không hỏi lại ở mã này nữa. Nếu việc chưa xong, xin ông/bà bấm “Gửi ý kiến” để gửi ý kiến mới.
# $code - reference code, $department - who answers, $times - how many times, $due - last day
petition-asked-again-often = Người gửi { $code } đã hỏi lại { $times } lần sau trả lời của { $department }. Hạn trả lời: { DAY($due) }. Xin ông/bà xem trực tiếp.
