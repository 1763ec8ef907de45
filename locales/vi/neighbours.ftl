# Neighbours who have sent the same.

# $count - how many are shown, $items - what they sent
neighbours-ask =
    { $items }
    { $count ->
        [1] Ông/bà có muốn góp chung việc này không?
       *[other] Ông/bà có muốn góp chung một việc trên đây không?
    }
    Góp chung thì cơ quan giải quyết một lần và trả lời tất cả. Lời của ông/bà vẫn được giữ; bà con không biết tên nhau.
# $who - how many of where, $text - what they wrote, $code - reference code
neighbours-line = { $who } đã gửi: “{ $text }” ({ $code })
# $people - how many, $kind - thôn, xóm …
neighbours-here =
    { $people ->
        [1] Một bà con cùng { $kind }
       *[other] { $people } bà con cùng { $kind }
    }
neighbours-elsewhere =
    { $people ->
        [1] Một bà con ở địa phương
       *[other] { $people } bà con ở địa phương
    }
neighbours-join = Góp chung
# $code - reference code
neighbours-join-one = Góp chung với { $code }
neighbours-alone = Không, gửi riêng
neighbours-label = Góp chung với
neighbours-none = không, gửi riêng
# $code - reference code, $department - who answers, $due - last day for an answer
neighbours-joined =
    Đã tiếp nhận ý kiến { $code } của ông/bà, góp chung với bà con.
    Cơ quan trả lời: { $department }.
    Hạn trả lời: { DAY($due) }.
neighbours-joined-paused =
    Đã tiếp nhận ý kiến { $code } của ông/bà, góp chung với bà con.
    Cơ quan trả lời: { $department }. Khi có hạn trả lời, ông/bà được báo ngay.
# $code - reference code
neighbours-gone = Việc { $code } vừa giải quyết xong nên không góp chung được nữa. Xin ông/bà gửi riêng.
# $lead - the code under which all are dealt with, $code - reference code, $count - people who have sent it
neighbours-joined-department = Thêm người gửi cùng việc { $lead }, nay là { $count } người. Ý kiến góp chung { $code }:

# What a hamlet head has collected: what was sent already that is like an item.
# $people - how many have sent it, $text - what they wrote, $code - reference code
neighbours-item = ↳ Giống việc { $people } bà con đã gửi: “{ $text }” ({ $code })
# $code - reference code
neighbours-item-joins = ↳ Góp chung với { $code }
# $number - position, $code - reference code
neighbours-item-join = Góp mục { $number } với { $code }
neighbours-item-alone = Gửi riêng mục { $number }
# $code - reference code, $text - what it says, $name - from whom, $lead - the code joined, $department - who answers
neighbours-receipt = { $code } · { $text } ({ $name }): góp chung với { $lead } → { $department }
