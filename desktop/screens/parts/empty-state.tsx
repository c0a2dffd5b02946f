import type { ReactNode } from 'react';

/** An empty list says what to do next. */
export function EmptyState({
  icon,
  title,
  next,
}: {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly next: string;
}) {
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-10 text-center">
      <span className="text-muted">{icon}</span>
      <p className="text-16 font-semibold">{title}</p>
      <p className="max-w-md text-14 text-muted">{next}</p>
    </div>
  );
}
