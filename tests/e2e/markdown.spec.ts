import { expect, test } from '@playwright/test'
import { baseUrl } from './demo'
import { callApi } from './pages/board-page'
import { watchViolations } from './pages/violations'

const evil = 'https://evil.example'
const attack = `
[plain](javascript:document.title='hacked')
[case](JaVaScRiPt:document.title='hacked')
[entity](&#106;avascript:document.title='hacked')
[hex](&#x6A;&#x61;vascript&colon;document.title='hacked')
[tab](<java\tscript:document.title='hacked'>)
[control](<\u0001javascript:document.title='hacked'>)
[space](< javascript:document.title='hacked'>)
[percent](javascript%3Adocument.title='hacked')
[vb](vbscript:msgbox) [file](file:///etc/passwd) [blob](blob:${evil}/x)
[data](data:text/html,<script>document.title='hacked'</script>)
[reference][evil] <javascript:document.title='hacked'> <data:text/html,x>
javascript:document.title='hacked' www.evil.example

[evil]: JAVASCRIPT:document.title='hacked' "title\\" onmouseover=document.title='hacked'"

![tracked](${evil}/pixel.png) ![reference][pixel] ![data](data:image/svg+xml,<svg/onload=alert(1)>)
[![both](${evil}/both.png)](javascript:document.title='hacked')

[pixel]: ${evil}/reference.png

<script>document.title='hacked'</script>
<img src=x onerror="document.title='hacked'"> <img src="${evil}/html.png">
<svg onload="document.title='hacked'"><a xlink:href="javascript:document.title='hacked'"><text>x</text></a></svg>
<iframe src="${evil}/frame"></iframe> <object data="${evil}/object"></object>
<style>* { display: none; background: url(${evil}/style) }</style><link rel=stylesheet href="${evil}/link.css">
<base href="${evil}/"> <meta http-equiv=refresh content="0;url=${evil}"> <form action="${evil}"><input name=x></form>
<math><mtext></form><form><mglyph><style></math><img src onerror="document.title='hacked'">

| a | <b onclick="document.title='hacked'">b</b> |
|:-:|---|
| [cell](javascript:document.title='hacked') | ~~\`<script>\`~~ |

[^1] and - [x] done

[^1]: [note](javascript:document.title='hacked') <img src=x onerror="document.title='hacked'">

\`\`\`html onload=document.title='hacked'
</code></pre><script>document.title='hacked'</script>
\`\`\`
`

const allowed = new Set(
  'A BLOCKQUOTE BR CODE DEL DIV EM H3 H4 H5 H6 HR INPUT LI OL P PRE SECTION SPAN STRONG SUP TABLE TBODY TD TH THEAD TR UL'.split(
    ' ',
  ),
)

for (const [name, path] of [
  ['on its board', (id: string) => `/dashboards/${id}`],
  ['in the editor', (id: string) => `/dashboards/${id}?edit=1`],
] as const) {
  test(`hostile Markdown ${name} runs nothing, loads nothing and leads nowhere but to the web`, async ({ browser }) => {
    const board = await callApi<{ id: string }>('/dashboards', 'POST', {
      name: 'Hostile',
      widgets: [
        { type: 'text', title: 'Attack', position: { x: 0, y: 0, width: 12, height: 20 }, config: { text: attack } },
      ],
    })
    const context = await browser.newContext()
    const { kept, thrown } = await watchViolations(context)
    const asked: string[] = []
    const page = await context.newPage()
    page.on('request', (request) => asked.push(request.url()))
    page.on('dialog', (dialog) => asked.push(dialog.message()))
    await context.route(
      (url) => url.origin !== baseUrl(),
      (route) => route.abort(),
    )
    await page.goto(`${baseUrl()}${path(board.id)}`)
    const card = page.getByRole('region', { name: 'Attack' })
    await expect(card.getByRole('table')).toBeVisible()
    const drawn = await card.locator('table').evaluate((table) => {
      const root = table.parentElement!
      const all = [...root.querySelectorAll('*')]
      return {
        tags: [...new Set(all.map(({ tagName }) => tagName.toUpperCase()))],
        attributes: [...new Set(all.flatMap((element) => element.getAttributeNames()))],
        links: all
          .filter((element) => element instanceof HTMLAnchorElement)
          .map((link) => (link as HTMLAnchorElement).href),
      }
    })
    expect(drawn.tags.filter((tag) => !allowed.has(tag))).toEqual([])
    expect(drawn.attributes.filter((one) => /^on|^src|^srcdoc|^formaction|^xlink|^action|^data$/.test(one))).toEqual([])
    const schemes = new Set(drawn.links.map((link) => new URL(link).protocol))
    expect([...schemes].filter((scheme) => !['http:', 'https:', 'mailto:'].includes(scheme))).toEqual([])
    expect(await page.title()).not.toContain('hacked')
    const elsewhere = asked.filter((address) => !address.startsWith(baseUrl()) && !/^(blob|data):/.test(address))
    expect([elsewhere, kept, thrown]).toEqual([[], [], []])
    await context.close()
  })
}
