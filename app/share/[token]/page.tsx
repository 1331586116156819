import { describeShared, showShared } from '@/app/share/shared-page'

type Props = { params: Promise<{ token: string }> }

export const dynamic = 'force-dynamic'

export const generateMetadata = async ({ params }: Props) => describeShared((await params).token)

export default async function Page({ params }: Props) {
  return showShared((await params).token, { embedded: false })
}
