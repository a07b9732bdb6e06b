const paths = {
  search: 'M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13Zm4.8 11.3L20 20',
  back: 'M19 12H5m6-7-7 7 7 7',
  up: 'M12 19V5m-7 7 7-7 7 7',
  edit: 'm4 20 1-4.5L16 4.5l3.5 3.5L8.5 19 4 20Z',
  check: 'm5 12.5 4.5 4.5L19 7',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  close: 'M6 6l12 12M18 6 6 18',
  video: 'M3 7h12v10H3zm12 4 6-3.5v9L15 13',
  calendar: 'M4 6h16v14H4zm0 5h16M8 3v5m8-5v5',
  note: 'M5 4h14v11l-5 5H5zm9 16v-5h5M8.5 9h7m-7 4h4',
  move: 'M4 8h13l-4-4m7 12H7l4 4',
  absent: 'M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM4 20c.8-3.4 3.5-5.5 8-5.5M16 16l5 5m0-5-5 5',
  form: 'M5 4h14v16H5zm4 5h6m-6 4h6m-6 4h3',
  leave: 'M14 4h5v16h-5M3 12h11m-4-4 4 4-4 4',
  inbox: 'M4 13h4l2 3h4l2-3h4M4 13 7 5h10l3 8v6H4z',
  undo: 'M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3',
} as const;

export type IconName = keyof typeof paths;

/** Decoration only: a text beside it always says the same. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.9}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
