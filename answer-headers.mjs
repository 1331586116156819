/** What every answer tells a browser, whoever gives it: Next, the door in front of it, or a file. `proxy.ts` tells more of pages. */
export const answerHeaders = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'X-Content-Type-Options': 'nosniff',
}

/** What is told beside it to a browser that came over https. */
export const secureHeaders = { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' }
