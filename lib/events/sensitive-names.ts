/** What a column's name says of its values: never readable, only as a pseudonym, or to be judged by how they look. */
export type NameVerdict = {
  rule: 'mask' | 'hash' | 'scan'
  /** The rule is for values with a telephone number's digits alone: `mobile` may be a device too. */
  needsDigits: boolean
  /** A number of card length is a card's. */
  hintsCard: boolean
  /** Digits like those of a US social security number are one. */
  hintsSsn: boolean
  /** The column names things, so that bare digits in it are no card's. */
  namesThings: boolean
}

/** Without accents and the other marks that scripts put beside their letters. */
const unmarked = (text: string) => text.normalize('NFKD').replace(/\p{M}+/gu, '')
const list = (words: string) => new Set(unmarked(words).trim().split(/\s+/))

/** Opens something, or is the number or the code of a card. Written without what separates the words. */
const secrets = list(`
  password passwd passwrd pwd userpass dbpass smtppass passphrase passcode passkey passwort kennwort contrasena motdepasse senha wachtwoord haslo
  пароль 密码 密碼 パスワード
  secret secretkey clientsecret appsecret apisecret sharedsecret sharedkey signingsecret signingkey webhooksecret masterkey
  secretaccesskey accesskey encryptionkey decryptionkey privatekey privkey sshkey pgpkey hmackey aeskey
  token tokensecret accesstoken accesstokens refreshtoken refreshtokens authtoken authtokens apitoken apitokens bearertoken
  idtoken jwt jwttoken csrftoken xsrftoken sessiontoken sastoken
  apikey apikeys xapikey licensekey authkey authcode authorization authorisation authorizationheader authheader bearer
  credential credentials connectionstring
  session sessionid sessionkey sessiondata sessid phpsessid jsessionid connectsid cookie cookies setcookie sessioncookie
  otp otpcode otpsecret totp totpsecret mfasecret mfacode twofactorsecret twofactorcode recoverycode recoverycodes backupcode
  backupcodes verificationcode securityanswer secretanswer mnemonic seedphrase
  pin pincode pinnumber cvv cvc cvn cvvcode cvccode securitycode cardsecuritycode cardcode
  cardnumber cardno cardnum cardpan ccnumber ccnum ccno creditcardnumber creditcardno debitcardnumber kartennummer
  kreditkartennummer
`)

/** Says who somebody is, or reaches them: kept as a pseudonym, so that values can be told apart, counted and joined. */
const personal = list(`
  email emails emailaddress mail mailaddress useremail correo correoelectronico courriel почта 邮箱
  ssn socialsecurity socialsecuritynumber socialsecurityno socialinsurancenumber nationalid nationalidnumber nationalinsurance
  nationalinsurancenumber nino personalid personalnumber identitynumber idcardnumber identitycard cpf curp aadhaar
  aadhaarnumber pannumber steuerid steuernummer taxid taxnumber taxpayerid taxidentificationnumber itin
  passport passportno passportnumber driverlicense driverslicense drivinglicence drivinglicense driverlicensenumber
  driverslicensenumber licenceplate licenseplate
  iban ibannumber bankaccount bankaccountnumber accountnumber accountno accountnum kontonummer
  firstname lastname fullname middlename givenname familyname surname maidenname vorname nachname
  dateofbirth birthdate birthday dob geburtsdatum
  ip ips ipaddress ipaddr ipv clientip remoteip remoteaddr remoteaddress lastloginip xforwardedfor
  streetaddress homeaddress postaladdress addressline
  medicalrecordnumber mrn healthinsurancenumber
`)

const phones = list(`
  phone phones phonenumber phonenumbers phoneno telephone telephonenumber tel telno mobile mobilenumber mobileno mobilephone
  cell cellnumber cellphone msisdn fax faxnumber whatsapp telefon telefono telefonnummer handynummer телефон 手机 手机号 電話番号
`)

/** May follow and leave the value what it is: `password_hash`, `email_2`, `phone_primary`. */
const qualifiers = list(`
  hash hashed digest salt encrypted enc cipher ciphertext plain plaintext raw clear value val text txt string str data
  confirm confirmation old new current previous prev temp temporary tmp backup primary secondary alternate alternative alt
  base hex sha md bcrypt argon work home business private mobile header
`)

/** Endings so plain that they tell inside a word too: `userpassword`. */
const secretEnding =
  /(?:password|passwordhash|passwd|passphrase|apikey|privatekey|secretkey|accesstoken|refreshtoken|authtoken|clientsecret|cardnumber)$/
const personalEnding = /(?:emailaddress|phonenumber)$/
/** What all of the above begin or end with: most names have none of it. */
const stems =
  /pass|pwd|secret|key|token|auth|jwt|bearer|credential|connection|sess|cookie|otp|totp|code|answer|mnemonic|seedphrase|pin|cv[vcn]|card|cc|kart|kennwort|contrasena|motdepasse|senha|wachtwoord|haslo|mail|corr|courriel|phone|tele|tel|mobile|cell|msisdn|fax|whatsapp|handy|ssn|social|national|nino|personal|identity|idcard|cpf|curp|aadhaar|number|steuer|tax|itin|licen|iban|bank|account|konto|name|birth|dob|geburt|ip|remote|forwarded|address|mrn|[^\0-\x7f]/
const cards = list('card cc pan credit debit payment visa mastercard amex')
const persons = list('social security tax tin national identity government person applicant employee beneficiary')
const things = list(`
  id ids uuid guid key ref reference sku ean upc isbn gtin barcode tracking code hash checksum lsn offset position sequence
  seq version revision timestamp ts at serial
`)

const longest = 200

/** The words of a name in lower case: `userAPIKey`, `user-api-key` and `user_api_key` have the same ones. */
const wordsOf = (name: string): string[] =>
  unmarked(name)
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .match(/\p{L}+/gu) ?? []

type Rule = Pick<NameVerdict, 'rule' | 'needsDigits'>
const secret: Rule = { rule: 'mask', needsDigits: false }
const person: Rule = { rule: 'hash', needsDigits: false }
const number: Rule = { rule: 'hash', needsDigits: true }
const open: Rule = { rule: 'scan', needsDigits: false }

function ruleOf(words: string[]): Rule {
  const whole = words.join('')
  if (!stems.test(whole)) return open
  if (secretEnding.test(whole)) return secret
  if (personalEnding.test(whole)) return person
  for (let end = words.length; end > 0; end -= 1) {
    let ending = ''
    for (let start = end - 1; start >= 0 && end - start <= 4; start -= 1) {
      ending = words[start] + ending
      if (secrets.has(ending)) return secret
      if (personal.has(ending)) return person
      if (phones.has(ending)) return number
    }
    if (!qualifiers.has(words[end - 1]!)) return open
  }
  return open
}

/** Judges a column by its name: `password_hash` is a secret, `tokens_used`, `card_type` and `session_count` are none. */
export function judgeName(name: string): NameVerdict {
  const words = wordsOf(name.length > longest ? name.slice(-longest) : name)
  const last = words.at(-1) ?? ''
  return {
    ...ruleOf(words),
    hintsCard: words.some((word) => cards.has(word)) || /card$/.test(last),
    hintsSsn: words.some((word) => persons.has(word)),
    namesThings: things.has(last),
  }
}
