/** What `/metrics` answers with: the text format of Prometheus, version 0.0.4. */
export const PROMETHEUS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

export interface Family {
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  readonly help: string;
  /** Values by their labels. */
  readonly samples: readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[];
}

export const prometheusText = (families: readonly Family[]): string => families.map(textOf).join('');

function textOf({ name, type, help, samples }: Family): string {
  const lines = samples.map(({ labels, value }) => {
    const named = Object.entries(labels).map(([label, of]) => `${label}="${escaped(of)}"`);
    return `${name}{${named.join(',')}} ${value}`;
  });
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines, ''].join('\n');
}

const escaped = (value: string): string => value.replace(/[\\"\n]/g, (it) => (it === '\n' ? '\\n' : `\\${it}`));
