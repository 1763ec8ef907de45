### Connecting a Zalo account and keeping it connected: for clerks, and for whoever runs the program.

## Why nothing can be sent

trouble-zalo-consent-needed = the commune's Zalo account has to be connected again
trouble-zalo-app-wrong = Zalo does not accept the app or its secret
trouble-zalo-key-wrong = the key of encryption is not the one that was used when connecting
trouble-zalo-refused = Zalo does not renew the permission to send
trouble-zalo-unreachable = Zalo cannot be reached

## Told to the clerks

# $why - a trouble
zalo-alert-trouble =
    The assistant cannot send by Zalo: { $why }.
    People who write by Zalo may not have got an answer. Please ask whoever runs the assistant to check with ./doithoai zalo check.
# $days - number of days left; $day - the last day
zalo-alert-ends =
    The connection with Zalo ends in { $days } days ({ DATE($day) }). After that the assistant cannot send by Zalo.
    Please ask whoever runs the assistant to connect again with ./doithoai zalo connect.

## The way through a consent

# $app - number of the app
zalo-connect-begin =
    Connecting the commune's Zalo Official Account with the assistant.
    It takes an administrator of that account. Open developers.zalo.me, choose the app { $app }, Official Account, general settings (Thiết lập chung).
# $address - what to enter
zalo-connect-callback =
    1. As Official Account Callback Url, enter to the letter:
    { $address }
    Then tick the permissions to send messages, to manage users and to read the account's details, and save.
# $challenge - what to enter
zalo-connect-challenge =
    As Code Challenge, enter:
    { $challenge }
# $address - what to enter
zalo-connect-webhook =
    2. Under Webhook, enter the address:
    { $address }
    Switch on the events that docs/zalo.md lists. Copy the OA Secret Key shown there into the settings.
# $link - an address
zalo-connect-link =
    3. Within 10 minutes, open this link as an administrator of the account, choose the commune's account and allow it:
    { $link }
zalo-connect-paste = The browser is then sent to another address (the page may show an error, never mind). Copy that whole address, paste it here and press Enter:
zalo-connect-wait = Waiting for the consent in the browser …
zalo-connect-nobody = Ten minutes have passed without a result. See what the browser says; check that ./doithoai run is running, or try again with --paste.
zalo-connect-next = Next: write a message to the commune's Zalo account, then run ./doithoai zalo check.
# $name - name of the account
zalo-connected = Connected with { $name }.
zalo-connected-nameless = Connected, but Zalo has not told the name of the account. Please run ./doithoai zalo check.

## Why a consent came to nothing

zalo-consent-refused-incomplete = The address lacks Zalo's code. Please open the link of ./doithoai zalo connect again and copy the whole address.
zalo-consent-refused-declined = Zalo says that it was not allowed. Please open the link again and allow it.
zalo-consent-refused-unknown = This link was not made by the assistant. Please run ./doithoai zalo connect again.
zalo-consent-refused-used = This link was used already. If you were not told that it is connected, please run ./doithoai zalo connect again.
zalo-consent-refused-late = This link is older than 10 minutes. Please run ./doithoai zalo connect again.
zalo-consent-refused-not-set-up = The settings of this account have changed or are not complete. Please look at them and run ./doithoai zalo connect again.
zalo-consent-refused-other-account = The account chosen is not the one in the commune's settings. Please try again and choose the right one.
# $name - our own name of an account
zalo-consent-refused-taken = This Official Account is connected as { $name } already; it can be connected in one place only.
# $code - number of Zalo's error
zalo-consent-refused-by-zalo = Zalo does not accept it (code { $code }). Please check the number of the app, its secret and the Callback Url, and run ./doithoai zalo connect again.
zalo-consent-refused-no-answer = Zalo does not answer. Please run ./doithoai zalo connect again in a few minutes.

## The check

# $name - name of a setting
zalo-check-missing = The setting { $name } is missing
zalo-check-missing-mend = Copy its value from developers.zalo.me.
zalo-check-missing-key-mend = Make a key with ./doithoai secret and set it; keep a copy in a safe place.
zalo-check-settings = All settings are there
# $address - where Zalo brings events
zalo-check-address = Address for events: { $address }
zalo-check-no-address = There is no https address to which Zalo could bring messages
zalo-check-no-address-mend = Set DOITHOAI_PUBLIC_URL to the assistant's https address.
# $day - a day
zalo-check-consent = Connected; unless renewed it ends on { DATE($day) }
# $day - a day
zalo-check-consent-ends = The connection ends soon: { DATE($day) }
zalo-check-no-consent = Not connected
zalo-check-connect-mend = Run ./doithoai zalo connect.
# $why - a trouble
zalo-check-trouble = Nothing can be sent: { $why }
zalo-check-trouble-mend = Look at the settings and the network; if that does not help, run ./doithoai zalo connect.
zalo-check-no-answer = Zalo does not answer
zalo-check-no-answer-mend = Try again in a few minutes; check that this machine reaches the Internet.
# $code - number of Zalo's error
zalo-check-refused = Zalo refuses with code { $code }
zalo-check-refused-mend = Look the code up in docs/zalo.md.
# $name - name of the account
zalo-check-other-account = The wrong account is connected: { $name }
# $name - name of the account; $kind - what kind it is
zalo-check-name = Account { $name }, { $kind }
zalo-check-kind-state = of a state agency
zalo-check-kind-other = of an enterprise, or of another kind
zalo-check-verified = The account is verified
zalo-check-not-verified = The account is not verified
zalo-check-not-verified-mend = Have it verified at oa.zalo.me.
# $package - name of a package; $day - its last day, as Zalo writes it
zalo-check-package = Package { $package }, until { $day }
# $package - name of a package
zalo-check-package-open = Package { $package }
zalo-check-no-package = Zalo does not tell the package
zalo-check-no-package-mend = Look at oa.zalo.me; if sending is refused with code -224, the package has to be upgraded.
# $count - a number
zalo-check-calls = Zalo allows { $count } calls a minute
zalo-check-sends-v3 = Messages are sent the new way (v3)
zalo-check-sends-v2 = Messages are sent the old way (v2): Zalo does not allow the new one to this kind of account
zalo-check-buttons = Buttons can be sent
zalo-check-no-buttons = Zalo does not take buttons from this account; choices are sent as a numbered list
# $count - a number
zalo-check-templates = Templates described: { $count }
zalo-check-no-templates = No templates described
zalo-check-no-templates-mend = They are not needed. Without, whoever has not written for 7 days is on the list of people to telephone.
# $left - a number; $daily - a number
zalo-check-quota = { $left } of { $daily } template messages are left today
zalo-check-no-quota = Zalo does not tell how many template messages are left
# $at - a moment; $how - of what the signature was made
zalo-check-heard = Latest event: { TIME($at) } on { DATE($at) }, rightly signed ({ $how })
# $at - a moment
zalo-check-silent = No event for a long time; the latest was at { TIME($at) } on { DATE($at) }
zalo-check-not-heard = No event has come from Zalo yet
zalo-check-not-heard-mend = Write a message to the account; if nothing comes, check the Webhook address and the events switched on.
# $at - a moment
zalo-check-unsigned = The event of { TIME($at) } on { DATE($at) } was not signed
# $at - a moment
zalo-check-mismatched = The event of { TIME($at) } on { DATE($at) } was signed wrongly
zalo-check-signature-mend = Copy the OA Secret Key anew from Webhook; it is not the secret of the app.
