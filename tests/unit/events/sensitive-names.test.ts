import { describe, expect, test } from 'vitest'
import { judgeName } from '@/lib/events/sensitive-names'

const words = (text: string) => text.trim().split(/\s+/)

describe('names of what opens something, and of cards: never stored', () => {
  test.each(
    words(`
      password Password PASSWORD passwd pwd user_password userPassword userpassword password2 password_hash passwordHash
      encrypted_password password-digest password.salt old_password passphrase db_pass пароль 密码 パスワード contraseña motDePasse
      secret client_secret clientSecret webhook_secret aws_secret_access_key signing_key privateKey private_key rsa_private_key
      token access_token accessToken refresh_token id_token csrfToken OAuth2Token deviceToken token_value jwt
      api_key apiKey APIKey apikey x-api-key stripe_api_key api_keys authorization Authorization proxy_authorization bearer
      credentials session sessionId session_id user_session sess_id PHPSESSID connect.sid_session cookie cookies set-cookie
      otp otp_code totp_secret mfa_code recovery_codes security_answer mnemonic seed_phrase connection_string
      pin PIN user_pin pinCode cvv cvv2 CVC card_cvv securityCode card_number cardNumber cardnumber cc_number credit_card_number
    `),
  )('%s', (name) => expect(judgeName(name).rule).toBe('mask'))
})

describe('names of what says who somebody is: stored as pseudonyms', () => {
  test.each(
    words(`
      email e-mail eMail Email emailAddress email_address customer_email billing_email email2 mail correo_electrónico почта
      phone phoneNumber phone_number home_phone mobile_phone phone_2 msisdn telefon телефон 手机号
      ssn SSN social_security_number national_id nationalId tax_id cpf passport passport_no driversLicense
      iban IBAN bank_account account_number first_name firstName lastname full_name surname maiden_name
      date_of_birth dateOfBirth dob birthday ip ip_address ipAddress client_ip IPv4 remote_addr street_address address_line_1
    `),
  )('%s', (name) => expect(judgeName(name).rule).toBe('hash'))
})

describe('names that only sound like it: judged by their values', () => {
  test.each(
    words(`
      tokens_used tokens token_count max_tokens prompt_tokens token_type token_expires_at tokenizer
      secretary secretariat secret_santa password_changed_at password_strength password_policy password_attempts
      pinned pinned_at pins spin shipping pinterest_url opinion card_type card_brand card_last4 cards cardinality discard
      session_count sessions session_duration cookie_consent cookies_enabled authorized authorization_status author
      passport_country passengers passed pass_rate bypass compass email_verified email_sent_at email_count email_template
      mailing_list gmail_enabled phone_type phone_verified headphones telephony hotel cellular excellent
      ip_count zip ship vip tip script equipment recipient key public_key primary_key sort_key keyword monkey
      tax_rate taxi nationality international account_id bank_name iban_country accounting username name order_name
      company_name birth_country address_id ssn_last_four id uuid status amount customer_id currency notes number code
      country_code postal_code created_at description url quantity weight_pan payment_method credit debit_total
    `),
  )('%s', (name) => expect(judgeName(name).rule).toBe('scan'))
})

test.each([
  ['card', true],
  ['pan', true],
  ['payment_instrument', true],
  ['giftcard', true],
  ['amount', false],
  ['order_number', false],
])('%s hints at a card: %s', (name, hinted) => expect(judgeName(name).hintsCard).toBe(hinted))

test.each([
  ['social', true],
  ['taxpayer_tin', true],
  ['applicant_identifier', true],
  ['part_number', false],
])('%s hints at a social security number: %s', (name, hinted) => expect(judgeName(name).hintsSsn).toBe(hinted))

test('a name of a million characters is judged by its end', () => {
  expect(judgeName(`${'x_'.repeat(500_000)}password`).rule).toBe('mask')
})
