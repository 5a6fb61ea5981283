/** Writes SVG elements as text. Knows nothing of charts. */

export type Svg = string;

type Attributes = Readonly<Record<string, string | number>>;

export function element(name: string, attributes: Attributes, ...children: readonly Svg[]): Svg {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  return `<${name}${written.join('')}>${children.join('')}</${name}>`;
}

/** Text at a point; `anchor` says which part of the text is at the point. */
export function label(
  text: string,
  x: number,
  y: number,
  { anchor = 'start', bold = false }: { readonly anchor?: 'start' | 'middle' | 'end'; readonly bold?: boolean } = {},
): Svg {
  return element('text', { x, y, 'text-anchor': anchor, ...(bold && { 'font-weight': 'bold' }) }, escaped(text));
}

/** Groups children and shifts them. */
export function moved(x: number, y: number, ...children: readonly Svg[]): Svg {
  return element('g', { transform: `translate(${x} ${y})` }, ...children);
}

/** A complete image on a white background, so that it is readable on dark pages too. */
export function image(title: string, width: number, height: number, ...children: readonly Svg[]): Svg {
  const size = { width, height };
  return `${element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`, ...size, ...FONT, role: 'img' },
    element('title', {}, escaped(title)),
    element('rect', { ...size, fill: 'white' }),
    ...children,
  )}\n`;
}

const FONT = { 'font-family': 'system-ui, sans-serif', 'font-size': 11, fill: '#222' };

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
