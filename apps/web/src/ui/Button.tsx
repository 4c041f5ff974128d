import type { ButtonHTMLAttributes } from 'react';

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: 'primary' | 'plain' | 'quiet';
  readonly isWide?: boolean;
}

/** A button at least as tall as a thumb. It never submits a form unless told to. */
export function Button({ look = 'plain', isWide = false, type = 'button', className = '', ...rest }: Props) {
  return <button type={type} className={`button ${look} ${isWide ? 'wide' : ''} ${className}`} {...rest} />;
}
