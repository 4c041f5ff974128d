/** The mark: 印 in the strokes of a seal. */
export function Mark() {
  return (
    <svg className="mark-seal" viewBox="0 0 64 64" aria-hidden="true">
      <rect width="64" height="64" rx="12" fill="#a61c1c" />
      <path
        d="M28 14 15 19v29h14M15 32h13M36 17h14v22q0 5-6 4M36 17v35"
        fill="none"
        stroke="#fff"
        strokeWidth="5.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
