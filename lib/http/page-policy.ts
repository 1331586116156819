type Page = { nonce: string; isSecret: boolean; frames: readonly string[]; isDev: boolean }

/** The directive that says who may show a page in a frame: nobody, but for these origins. */
const frameAncestors = (origins: readonly string[]) =>
  `frame-ancestors ${origins.length > 0 ? origins.join(' ') : "'none'"}`

/** Development compiles with `eval`, shows mistakes in styles of its own, and is told of changes over a socket. */
const development = { script: " 'unsafe-eval'", style: "'unsafe-inline'", connect: ' ws:' }

/** What a page may load and run: what is ours, and of scripts and styles within it those alone that carry its nonce. */
export function pagePolicy({ nonce, frames, isDev }: Omit<Page, 'isSecret'>): string {
  const { script, style, connect } = isDev ? development : { script: '', style: `'nonce-${nonce}'`, connect: '' }
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${script}`,
    "script-src-attr 'none'",
    `style-src 'self' ${style}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${connect}`,
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    frameAncestors(frames),
  ].join('; ')
}

const unused = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'camera',
  'display-capture',
  'encrypted-media',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
]
const permissions = unused.map((feature) => `${feature}=()`).join(', ')

/** What a browser is told with a page, beside what it is told with any answer. `isSecret`: its address lets in whoever has it, and is told to nobody. */
export function pageHeaders(page: Page): Record<string, string> {
  return {
    'Content-Security-Policy': pagePolicy(page),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': permissions,
    ...(page.isSecret ? { 'Referrer-Policy': 'no-referrer' } : {}),
    ...(page.frames.length > 0 ? {} : { 'X-Frame-Options': 'DENY' }),
  }
}
