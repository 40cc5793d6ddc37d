/** Whether what was found has the form its kind asks for, and what is wrong with it where it has not. */
export function CheckedPill(props: {
  checked: 'valid' | 'invalid' | 'unchecked';
  problems: readonly string[];
}) {
  switch (props.checked) {
    case 'invalid':
      return (
        <span className="pill bad" title={props.problems.join('\n')}>
          Invalid
        </span>
      );
    case 'valid':
      return <span className="pill good">Valid</span>;
    case 'unchecked':
      return <span className="dim">Unchecked</span>;
  }
}
