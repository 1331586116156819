import { describe, expect, test } from 'vitest'
import { pageHeaders, pagePolicy } from '@/lib/http/page-policy'

const page = { nonce: 'bm9uY2U=', frames: [], isDev: false, isSecret: false }
const directives = (policy: string) =>
  new Map(
    policy.split('; ').map((one): [string, string[]] => {
      const [name = '', ...sources] = one.split(' ')
      return [name, sources]
    }),
  )

describe('the policy of a page', () => {
  test('runs what is ours and carries its nonce, and nothing else', () => {
    const policy = directives(pagePolicy(page))
    expect(policy.get('script-src')).toEqual(["'self'", "'nonce-bm9uY2U='", "'strict-dynamic'"])
    expect(policy.get('script-src-attr')).toEqual(["'none'"])
    expect(policy.get('style-src')).toEqual(["'self'", "'nonce-bm9uY2U='"])
    expect([policy.get('object-src'), policy.get('base-uri'), policy.get('frame-ancestors')]).toEqual([
      ["'none'"],
      ["'none'"],
      ["'none'"],
    ])
  })

  test('knows no other host and lets only attributes be styled freely', () => {
    const loose = [...directives(pagePolicy(page))].filter(([, sources]) =>
      sources.some((source) => /\*|https?:|unsafe/.test(source)),
    )
    expect(loose).toEqual([['style-src-attr', ["'unsafe-inline'"]]])
  })

  test('evaluates in development alone', () => {
    expect(directives(pagePolicy({ ...page, isDev: true })).get('script-src')).toContain("'unsafe-eval'")
    expect(pagePolicy(page)).not.toContain('unsafe-eval')
  })
})

describe('beside its policy', () => {
  test('a page is in no frame and shares no window', () => {
    expect(pageHeaders(page)).toMatchObject({ 'X-Frame-Options': 'DENY', 'Cross-Origin-Opener-Policy': 'same-origin' })
    expect(pageHeaders(page)['Referrer-Policy']).toBeUndefined()
  })

  test('a shared page tells its address to nobody, and may be in the frames of its link', () => {
    const frames = ['https://a.example', 'http://b.example:81']
    const told = pageHeaders({ ...page, frames, isSecret: true })
    expect(told['Referrer-Policy']).toBe('no-referrer')
    expect(told['X-Frame-Options']).toBeUndefined()
    expect(directives(told['Content-Security-Policy']!).get('frame-ancestors')).toEqual(frames)
  })

  test('what is not used is turned off, and what is used is not', () => {
    const permissions = pageHeaders(page)['Permissions-Policy']
    expect(permissions).toContain('camera=()')
    expect(permissions).not.toMatch(/clipboard|fullscreen/)
  })
})
