import type { Description } from '../description'

export const completion: Description = {
  name: 'completion',
  does: 'prints what lets a shell complete commands and options',
  arguments: [{ name: 'shell', does: 'which one', choices: ['bash', 'zsh', 'fish'] }],
  examples: [
    {
      run: 'source <(datawatch completion bash)',
      does: 'in ~/.bashrc; with zsh the same in ~/.zshrc, behind compinit',
    },
    { run: 'datawatch completion fish > ~/.config/fish/completions/datawatch.fish', does: 'with fish' },
  ],
  load: () => import('../completion'),
}
