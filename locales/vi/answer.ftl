# Answering: writing, approving, taking back, what an answer comes to, and what its author says of it.

# $code - reference code, $body - beginning of the petition
answer-ask =
    Trả lời { $code } (“{ $body }”).
    Xin viết câu trả lời, có thể kèm tệp.
# $code - reference code, $body - beginning of the petition, $text - what is written so far
answer-ask-use =
    Bản đang có để trả lời { $code } (“{ $body }”):

    { $text }

    Muốn sửa, xin gửi lại toàn bộ bản đã sửa. Nếu dùng nguyên bản này, bấm “Dùng bản này”.
answer-keep = Dùng bản này
answer-label = Trả lời
# $code - reference code
answer-ask-outcome = Kết quả của { $code } là gì?
answer-label-outcome = Kết quả
answer-ask-promised = Xin ông/bà viết ngày sẽ giải quyết xong, ví dụ 15/12 hoặc 15/12/2025.
answer-label-promised = Ngày hứa xong
answer-promise-too-soon = Ngày hứa phải sau hôm nay. Xin ông/bà viết ngày khác.
answer-ask-summary = Câu trả lời dài nên sẽ gửi thành tệp. Xin ông/bà viết vài câu tóm tắt để người dân đọc ngay trong tin nhắn.
answer-label-summary = Tóm tắt
answer-summary-skip = Dùng mấy câu đầu
# $code - reference code, $way - what happens when it is sent
answer-review = Trả lời { $code }. Xin ông/bà xem lại. { $way }
# $seconds - how long it can be taken back
answer-way-nobody =
    { $seconds ->
        [0] Bấm gửi là người dân nhận được ngay.
       *[other] Bấm gửi rồi, ông/bà còn { $seconds } giây để rút lại; sau đó người dân nhận được.
    }
answer-way-department-head = Bấm gửi là trình người đứng đầu cơ quan duyệt; duyệt xong, người dân mới nhận được.
answer-way-chair = Bấm gửi là trình lãnh đạo chủ trì duyệt; duyệt xong, người dân mới nhận được.
answer-send = Gửi trả lời
# $code - reference code, $at - when it goes out
answer-sends = Đã ghi trả lời { $code }. Người dân nhận được lúc { TIME($at) }; trước lúc đó, ông/bà rút lại được.
# $code - reference code
answer-sends-now = Đã ghi trả lời { $code }, đang gửi đến người dân.
# $code - reference code, $who - who approves
answer-waits = Đã trình { $who } duyệt trả lời { $code }. Người dân nhận được sau khi duyệt.
answer-delivery = Đã đến người gửi chưa?
answer-undo = Rút lại
# $code - reference code
answer-undone = Đã rút lại trả lời { $code }. Người dân chưa nhận được gì; nội dung vẫn còn để ông/bà sửa.
# $code - reference code, $name - who took it back
answer-undone-by = { $name } đã rút lại trả lời { $code }. Người dân chưa nhận được gì.
answer-redraft = Sửa và gửi lại
# $code - reference code, $name - who is writing, $at - since when
answer-being-written = { $code } đang được { $name } soạn trả lời từ { TIME($at) }.
answer-take-over-how = Xin trao đổi với người đó, hoặc soạn thay. Ai gửi trước thì bản của người đó được dùng; bản của người kia vẫn còn.
answer-take-over = Tôi soạn thay
# $code - reference code, $name - who writes now
answer-taken-over = { $name } soạn trả lời { $code } thay ông/bà. Bản ông/bà đang viết vẫn còn.
approver-department-head = người đứng đầu cơ quan
approver-chair = lãnh đạo chủ trì
# $name - who drafted it, $who - who approves, $at - when
answer-waiting = Trả lời do { $name } soạn lúc { TIME($at) }, { DATE($at) }, đang chờ { $who } duyệt.
# $at - when it goes out
answer-approved = Trả lời đã duyệt, gửi đến người dân lúc { TIME($at) }, { DATE($at) }.

# What an answer comes to, as the office chooses it.
outcome-answered = Đã giải thích, trả lời
outcome-resolved = Đã giải quyết xong
outcome-promised = Hứa giải quyết đến ngày…
outcome-guided = Hướng dẫn nơi khác
outcome-beyond = Vượt thẩm quyền, đã gửi cấp trên
# $day - the last day of the promise
outcome-promised-by = Hứa giải quyết xong trước hết ngày { DATE($day) }
# The same, as its author is told.
outcome-told-resolved = Kết quả: việc này đã giải quyết xong.
# $day - the last day of the promise
outcome-told-promised = Kết quả: cơ quan hứa giải quyết xong, chậm nhất { DAY($day) }.
outcome-told-guided = Kết quả: việc này do nơi khác giải quyết, xin ông/bà làm theo hướng dẫn ở trên.
outcome-told-beyond = Kết quả: việc này vượt thẩm quyền của địa phương, đã gửi lên cấp trên.
# $outcome - what it came to
petition-outcome = Kết quả: { $outcome }.
# $score - how satisfied its author is, $note - a word of theirs
petition-score = Người gửi đánh giá: { $score }.
petition-score-why = Người gửi đánh giá: { $score }. “{ $note }”

# $code - reference code, $name - who drafted it, $department - whose answer, $body - the petition
approval-asked =
    { $name } ({ $department }) trình duyệt trả lời { $code }.
    Ý kiến: “{ $body }”
    Dự thảo trả lời:
approval-yes = Duyệt
approval-no = Trả lại
approval-edit = Sửa rồi duyệt
# $code - reference code
approval-review = Trả lời { $code } sau khi ông/bà sửa. Xin xem lại:
approval-send = Duyệt và gửi
# $code - reference code, $at - when it goes out
approval-done = Đã duyệt trả lời { $code }. Người dân nhận được lúc { TIME($at) }; trước lúc đó, ông/bà rút lại được.
# $code - reference code, $name - who approved, $at - when it goes out
approval-given = { $name } đã duyệt trả lời { $code }. Người dân nhận được lúc { TIME($at) }; trước lúc đó, ông/bà rút lại được.
approval-edited = { $name } đã sửa và duyệt trả lời { $code }. Người dân nhận được lúc { TIME($at) }. Nội dung gửi đi:
# $code - reference code
approval-ask-reason = Vì sao ông/bà trả lại dự thảo { $code }? Người soạn sẽ đọc được lý do này.
# $code - reference code
approval-return-sent = Đã trả lại dự thảo { $code } kèm lý do.
# $code - reference code, $name - who returned it, $reason - why
approval-returned = { $name } trả lại dự thảo trả lời { $code }. Lý do: { $reason }
# $count - how many
approval-list = Trả lời chờ ông/bà duyệt: { $count }.
approval-none = Không có trả lời nào chờ ông/bà duyệt.
menu-approvals = Trả lời chờ duyệt

answer-refused-empty = Câu trả lời chưa có nội dung. Xin ông/bà viết hoặc gửi tệp.
answer-refused-outcome = Xin ông/bà chọn kết quả của câu trả lời.
answer-refused-promise = Ngày hứa đã qua hoặc là hôm nay. Xin ông/bà bấm “Sửa lại” và viết ngày khác.
# $code - reference code, $name - who was quicker, $at - when
answer-refused-waiting = { $code } đã được { $name } soạn trả lời lúc { TIME($at) }, { DATE($at) }, đang chờ duyệt. Câu trả lời của ông/bà chưa gửi đi.
answer-refused-approved = { $code } đã được { $name } trả lời lúc { TIME($at) }, { DATE($at) }, sắp đến người dân. Câu trả lời của ông/bà chưa gửi đi.
# $code - reference code
answer-refused-none = { $code } không có trả lời nào đang chờ.
answer-refused-other-approver = Trả lời này do người khác duyệt.
answer-refused-undo-others = Chỉ người soạn hoặc người duyệt rút lại được trả lời này.
# $at - when it went out
answer-refused-undo-late = Đã hết thời gian rút lại: trả lời được gửi đi lúc { TIME($at) }. Nếu cần đính chính, xin gọi điện cho người dân hoặc nhờ văn phòng.
answer-refused-when-waiting = Trả lời này đang chờ duyệt.
answer-refused-when-approved = Trả lời này đã được duyệt.
answer-refused-when-returned = Dự thảo này đã được trả lại.
answer-refused-when-undone = Trả lời này đã được rút lại.
answer-refused-when-sent = Trả lời này đã gửi đến người dân.
answer-refused-when-dropped = Dự thảo này không còn dùng nữa, vì ý kiến đã được xử lý cách khác.

# Of a long answer. $code - reference code, $body - beginning of the petition
letter-title = Trả lời ý kiến { $code }
letter-about = Về: “{ $body }”
petition-answer-in-letter = (Toàn văn ở tệp kèm theo.)

petition-answer-question = Ông/bà có hài lòng với câu trả lời không?
petition-answer-question-collected = Bà con có hài lòng với câu trả lời không?
score-5 = Rất hài lòng
score-4 = Hài lòng
score-3 = Bình thường
score-2 = Không hài lòng
score-1 = Rất không hài lòng
answer-ask-again = Hỏi lại
# $code - reference code, $score - how satisfied
answer-rated-well = Cảm ơn ông/bà. Đã ghi đánh giá trả lời { $code }: { $score }.
answer-rated-poor = Đã ghi đánh giá trả lời { $code }: { $score }. Nếu việc chưa rõ hoặc chưa xong, ông/bà bấm “Hỏi lại”; cơ quan phải trả lời tiếp.
answer-rated-closed = Đã ghi đánh giá trả lời { $code }: { $score }. Nếu việc vẫn chưa xong, xin ông/bà gửi ý kiến mới và ghi mã { $code }.
rating-say-why = Viết thêm một câu
# $code - reference code
rating-ask-why = Xin ông/bà viết điều muốn nói thêm về trả lời { $code }.
rating-noted = Đã ghi lời ông/bà về trả lời { $code }. Xin cảm ơn.
rating-refused-no-score = Xin ông/bà chọn mức hài lòng với { $code } trước.

# Texts to begin answers with.
template-list = Mẫu trả lời
template-more = Mẫu khác
# $name - name of the text
template-use = Mẫu: { $name }
template-none = Chưa có mẫu trả lời nào. Gửi trả lời xong, ông/bà bấm “Lưu làm mẫu” để lần sau dùng lại.
# $count - how many
template-all = Mẫu trả lời ({ $count }):
# $name - name, $topic - topic, $text - beginning of the text
template-line = • { $name } ({ $topic }): { $text }
template-page = Mẫu “{ $name }” · { $topic }
template-keep = Lưu làm mẫu
template-ask-name = Xin ông/bà đặt tên cho mẫu trả lời này.
# $name - name it has
template-ask-new-name = Tên mới của mẫu “{ $name }” là gì?
template-kept = Đã lưu mẫu “{ $name }” cho lĩnh vực { $topic }.
template-rename = Đổi tên
template-delete = Xoá mẫu
# $name - name
template-delete-sure = Ông/bà chắc chắn muốn xoá mẫu “{ $name }”?
template-delete-yes = Đúng, xoá mẫu
template-deleted = Đã xoá mẫu “{ $name }”.
template-refused-gone = Mẫu này không còn nữa.
template-refused-name = Lĩnh vực này đã có mẫu tên “{ $name }”. Xin ông/bà đặt tên khác.
template-refused-nothing = { $code } chưa có câu trả lời bằng chữ để lưu làm mẫu.

# Within the office.
# $line - the petition in a line
work-approval = Chờ ông/bà duyệt trả lời: { $line }
work-assign = Giao cán bộ
# $code - reference code
assign-ask = Giao { $code } cho ai?
# $code - reference code, $name - who, $due - last day
assign-done = Đã giao { $code } cho { $name }. Hạn trả lời: { DAY($due) }.
# $code - reference code, $name - who gave it
work-assigned-to-you = { $name } giao ông/bà xử lý { $code }:
assign-refused-nobody = Người này không thuộc cơ quan phụ trách { $code }. Xin ông/bà chọn lại.
# $code - reference code, $name - who has it
petition-refused-assigned = { $code } đã giao cho { $name }. Nếu người đó vắng, xin người đứng đầu cơ quan giao lại; ông/bà vẫn trả lời được.
note-begin = Ghi chú nội bộ
# $code - reference code
note-ask = Ghi chú nội bộ về { $code }: chỉ cơ quan phụ trách, văn phòng, lãnh đạo và Mặt trận đọc được; người gửi không thấy.
note-label = Ghi chú
note-kept = Đã ghi chú nội bộ về { $code }.
# $code - reference code, $name - who wrote it
note-told = { $name } ghi chú nội bộ về { $code } (người gửi không thấy):
refuse-begin = Không thụ lý
# $code - reference code, $body - beginning of the petition
refuse-ask-reason = Vì sao không thụ lý { $code } (“{ $body }”)? Người gửi sẽ đọc được lý do này.
refuse-label-reason = Lý do
refuse-ask-where = Người gửi nên đến đâu, gặp ai về việc này?
refuse-label-where = Nơi giải quyết
refuse-nowhere = Không có nơi nào khác
# $code - reference code
refuse-review = Không thụ lý { $code }. Xin ông/bà xem lại; bấm gửi là người gửi nhận được ngay:
refuse-send = Gửi cho người dân
refuse-done = Đã báo người gửi: { $code } không được thụ lý. Văn phòng có thể mở lại.
refuse-reopen = Mở lại
# $code - reference code, $department - who did not take it up, $body - beginning, $reason - why
petition-refused-told =
    { $department } không thụ lý ý kiến { $code } của ông/bà (“{ $body }”).
    Lý do: { $reason }
# $where - where to turn
petition-refused-turn-to = Ông/bà có thể liên hệ: { $where }
# $venue - where to come in person
petition-refused-not-content = Nếu chưa đồng ý, xin ông/bà gặp cán bộ tiếp công dân tại { $venue }.
# $code - reference code, $department - who, $reason - why
petition-refused-clerks = { $department } không thụ lý { $code }. Lý do: { $reason }
# $code - reference code
petition-reopened-office = Văn phòng mở lại { $code }:
# $code - reference code, $department - who answers, $due - last day
petition-reopened = Ý kiến { $code } của ông/bà được xem xét lại. { $department } trả lời chậm nhất { DAY($due) }.
petition-reopened-done = Đã mở lại { $code }. Hạn trả lời: { DAY($due) }.

# To its author, once. $code - reference code, $body - beginning, $department - who is responsible, $due - last day, $step - where it stands
petition-late-told =
    Ý kiến { $code } của ông/bà (“{ $body }”) đã quá hạn trả lời, hạn là { DAY($due) }. Xin ông/bà thông cảm.
    { $department } đang chịu trách nhiệm. { $step }
late-step-received = Bước tiếp theo: cơ quan cử cán bộ xử lý; mỗi sáng làm việc, cơ quan đều được nhắc cho đến khi trả lời.
late-step-assigned = Đã giao cán bộ xử lý; mỗi sáng làm việc, cơ quan đều được nhắc cho đến khi trả lời.
late-step-taken = Cán bộ đang xử lý; mỗi sáng làm việc, cơ quan đều được nhắc cho đến khi trả lời.
late-step-drafted = Đã có dự thảo trả lời, đang chờ lãnh đạo duyệt.

# $at - when, $name - who, $text - what was written
entry-assigned = { TIME($at) } ngày { DATE($at) } · { $name } giao cho { $text }
entry-drafted = { TIME($at) } ngày { DATE($at) } · { $name } soạn trả lời. { $text }
entry-returned = { TIME($at) } ngày { DATE($at) } · { $name } trả lại dự thảo: { $text }
entry-approved = { TIME($at) } ngày { DATE($at) } · { $name } duyệt trả lời. { $text }
entry-approved-nobody = { TIME($at) } ngày { DATE($at) } · Gửi không qua người khác duyệt. { $text }
entry-undone = { TIME($at) } ngày { DATE($at) } · { $name } rút lại trả lời. { $text }
entry-noted = { TIME($at) } ngày { DATE($at) } · Ghi chú nội bộ của { $name }: { $text }
# $at - when, $department - department concerned, $text - what was written
entry-late-told = { TIME($at) } ngày { DATE($at) } · Đã báo người gửi là quá hạn. { $text }
entry-refused = { TIME($at) } ngày { DATE($at) } · { $department } không thụ lý: { $text }
entry-reopened = { TIME($at) } ngày { DATE($at) } · Văn phòng mở lại. { $text }

# $code - reference code
access-refused-assign = Chỉ người đứng đầu cơ quan phụ trách giao được { $code }.
access-refused-approve = Chỉ người đứng đầu cơ quan phụ trách hoặc lãnh đạo chủ trì duyệt được trả lời { $code }.
access-refused-undo = Chỉ người soạn hoặc người duyệt rút lại được trả lời { $code }.
access-refused-refuse = Chỉ cơ quan phụ trách hoặc văn phòng từ chối thụ lý được { $code }.
access-refused-reopen = Chỉ cán bộ văn phòng mở lại được { $code }.
access-refused-note = Chỉ cơ quan phụ trách, văn phòng và lãnh đạo ghi chú được về { $code }.
access-refused-read-notes = Ghi chú nội bộ về { $code } chỉ dành cho cơ quan.

# What is written behind the code of an opinion.
typed-petition-undo = rút lại, rút
typed-petition-approve = duyệt, phê duyệt
typed-petition-return = trả lại
typed-petition-assign = giao, giao việc, giao cán bộ
typed-petition-note = ghi chú, ghi chú nội bộ
typed-petition-refuse = từ chối, không thụ lý
