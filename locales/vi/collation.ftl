# Hamlet heads: what was collected.

collation-ask = Xin ông/bà gửi hoặc chuyển tiếp các ý kiến đã thu thập: bao nhiêu tin cũng được, hoặc dán cả danh sách. Xong thì bấm “Tiếp tục”.
# $count - how many, $items - the items
collation-check =
    Tách được { $count } ý kiến. Xin ông/bà xem lại:
    { $items }
# $number - position, $name - from whom, $text - what it says, $topic - topic, $files - how many files
collation-item =
    { $number }. { $text }
    — { $name } · { $topic }{ $files ->
        [0] { "" }
       *[other] { " " }· kèm { $files } tệp
    }
# $name - from whom
collation-named = { $name }
collation-unnamed = không nêu tên
# $count - how many
collation-all-right = Đúng, gửi cả { $count } ý kiến
# $number - position
collation-correct = Sửa mục { $number }
collation-again = Gửi thêm
# $item - the item
collation-ask-item =
    { $item }
    Ông/bà muốn làm gì với mục này?
collation-edit = Sửa lời
collation-topic = Đổi lĩnh vực
collation-name = Ghi tên người nêu
collation-unname = Bỏ tên
collation-join = Gộp vào mục trước
collation-drop = Bỏ mục này
collation-keep = Giữ nguyên
collation-ask-edit = Xin ông/bà viết lại mục này.
collation-ask-name = Xin ông/bà ghi họ và tên người nêu ý kiến.
# $count - how many, $hamlet - of which hamlet
collation-sent = Đã gửi { $count } ý kiến của { $hamlet }:
# $code - reference code, $text - what it says, $name - from whom, $department - who answers, $due - last day
collation-receipt = { $code } · { $text } ({ $name }) → { $department }, hạn { DATE($due) }
collation-nothing = Không có ý kiến nào để gửi.
# $hamlet - of which hamlet, $count - how many
hamlet-list = Ý kiến đã chuyển của { $hamlet } ({ $count }):
hamlet-no-items = Chưa có ý kiến nào được chuyển qua trợ lý.

# $numbers - positions of matters that may be no opinions, $count - how many
collation-stopped = ⚠ Mục { $numbers } giống đơn tố cáo hoặc khiếu nại, chưa gửi. Xin ông/bà chọn cho từng mục; các mục khác gửi như thường.
# $number - position
collation-decide = Chọn cho mục { $number }
collation-guide = Chỉ nơi nhận, xoá mục này
collation-later = Để sau, xem lại danh sách
# $office - who hears it, with address and hours
collation-guided =
    Đã xoá, không lưu lại. Xin ông/bà chỉ cho bà con nơi nhận:
    { $office }
