/** Brings the answer into view when something runs: on a narrow screen it stands below the editors. */
import { useGraphiQL } from '@graphiql/react';
import { useEffect } from 'react';

export function ShowAnswer() {
  const isFetching = useGraphiQL((state) => state.isFetching);
  useEffect(() => {
    if (isFetching) document.querySelector('.graphiql-response')?.scrollIntoView({ block: 'nearest' });
  }, [isFetching]);
  return null;
}
