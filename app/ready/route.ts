import { checkReadiness } from '@/lib/runtime/readiness'

export const dynamic = 'force-dynamic'

/** Database reached, migrations done, writer running. */
export async function GET() {
  const readiness = await checkReadiness()
  return Response.json(readiness, { status: readiness.ready ? 200 : 503 })
}
