/** A card of the insights: a question, and a chart that answers it. */
import { type ReactNode, useId } from 'react';

interface CardProps {
  readonly question: string;
  /** What is beside the question. */
  readonly beside?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Card({ question, beside, className = '', children }: CardProps) {
  const id = useId();
  return (
    <section className={`card ${className}`} aria-labelledby={id}>
      <header>
        <h2 id={id}>{question}</h2>
        {beside}
      </header>
      {children}
    </section>
  );
}
