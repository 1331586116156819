import { deliver } from '@/lib/http/deliver'

const receive = deliver({ batch: true })

export {
  receive as DELETE,
  receive as GET,
  receive as HEAD,
  receive as OPTIONS,
  receive as PATCH,
  receive as POST,
  receive as PUT,
}
