import { batchUrl, type Recipe } from './recipe'

export const maxwell: Recipe = {
  id: 'maxwell',
  title: 'Maxwell',
  hint: 'From its standard output',
  notes: [
    'Maxwell has no HTTP producer of its own: its lines are posted as they come, and the loop ends where that fails for good, which stops Maxwell.',
    'What was in the pipe then is sent again only from the position that Maxwell kept; where nothing may be missing, let it write to Kafka.',
    'output_xoffset makes a redelivery known for certain.',
  ],
  blocks: [
    {
      label: 'In a terminal',
      language: 'bash',
      code: (
        place,
      ) => `maxwell --config=config.properties --producer=stdout --output_xoffset=true --output_primary_keys=true |
while IFS= read -r line; do
  printf '%s' "$line" | curl -sS --fail-with-body --retry 20 --retry-all-errors -o /dev/null \\
    -X POST "${batchUrl(place)}&format=maxwell" \\
    -H "Authorization: Bearer ${place.key}" \\
    -H "Content-Type: application/json" --data-binary @- || exit 1
done`,
    },
  ],
}
