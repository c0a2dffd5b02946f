import { type ParseArgsConfig, parseArgs } from 'node:util';

type Flags<Config extends ParseArgsConfig> = ReturnType<typeof parseArgs<Config>>;

/**
 * The flags a command was given, as `parseArgs` reads them. What it does not know, and a word where a number should be, ends the
 * command with a sentence before anything was begun.
 */
export function parseFlags<const Config extends ParseArgsConfig>(
  config: Config,
  counts: readonly (keyof Config['options'] & string)[] = [],
): Flags<Config> {
  const read = readFlags(config, counts, process.argv.slice(2));
  if (read.kind === 'read') return read.flags;
  console.error(read.sentence);
  process.exit(2);
}

export function readFlags<const Config extends ParseArgsConfig>(
  config: Config,
  counts: readonly (keyof Config['options'] & string)[],
  args: string[],
): { readonly kind: 'read'; readonly flags: Flags<Config> } | { readonly kind: 'wrong'; readonly sentence: string } {
  try {
    // The words beside the config change nothing about which flags there are.
    const flags = parseArgs({ ...config, args }) as Flags<Config>;
    const values = flags.values as Readonly<Record<string, unknown>>;
    const wrong = counts.find(name => values[name] !== undefined && !/^\d{1,12}$/.test(String(values[name])));
    if (wrong === undefined) return { kind: 'read', flags };
    return { kind: 'wrong', sentence: `--${wrong} is a whole number, not ${String(values[wrong])}.` };
  } catch (error) {
    if (!isAboutFlags(error)) throw error;
    const known = Object.keys(config.options ?? {}).map(name => `--${name}`);
    return {
      kind: 'wrong',
      sentence: `${error.message}\n${known.length === 0 ? 'There are no flags.' : `There are ${known.join(', ')}.`}`,
    };
  }
}

function isAboutFlags(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');
}
