/** Scrolls the response into view when an operation runs: on a narrow screen it is below the editors. */
import { useGraphiQL } from '@graphiql/react';
import { useEffect } from 'react';

export function ShowAnswer() {
  const isFetching = useGraphiQL((state) => state.isFetching);
  useEffect(() => {
    if (isFetching) document.querySelector('.graphiql-response')?.scrollIntoView({ block: 'nearest' });
  }, [isFetching]);
  return null;
}
