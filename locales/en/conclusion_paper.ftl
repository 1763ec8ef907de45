# What is filled into the paper of a conclusion notice.

# $province - name of the province, $city - yes where it is a city
paper-above-party =
    { $city ->
        [yes] Party Committee of { $province } city
       *[no] Party Committee of { $province } province
    }
# $unit - the commune, with its kind
paper-issuer-party = Party Committee of { $unit }
paper-issuer-state = People's Committee of { $unit }
paper-abbreviation-state = UBND
paper-nothing-answered = Answered in the hall
paper-nothing-promised = Settle the matter above
paper-nothing-assigned = Consider and settle the matter above
paper-nothing-beyond = Propose to the competent level to consider and settle it
paper-nothing-open = Consider the matter above
# $unit - the commune, with its kind
paper-recipient-front = The Fatherland Front of { $unit } (to supervise)
paper-archive-party = Party Office
paper-archive-state = VT
