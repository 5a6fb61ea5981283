/** The report on two processes as a Markdown page. */
import { connectionsOf, scenariosOf } from '../find-cells.js';
import { SCENARIO_TITLES } from '../load/scenarios.js';
import type { Processes } from '../results.js';
import { scenarioTable } from './comparison-page.js';
import { busyNote, methodLine, table } from './markdown.js';
import { times } from './numbers.js';

export function processesPage({ method, share, cells, ratios }: Processes): string {
  const loads = ratios.map(({ scenario, connections, requestsPerSecond, cpuPerRequest }) => [
    `${SCENARIO_TITLES[scenario]}, ${connections}`,
    times(requestsPerSecond),
    times(cpuPerRequest),
  ]);
  const generatorLoad = connectionsOf(cells).map((connections) => {
    const most = Math.max(
      ...cells.filter((cell) => cell.connections === connections).map((cell) => cell.generatorLoad.max),
    );
    return `${Math.round(most * 100)} % with ${connections} connections`;
  });
  const parts = [
    '# Two processes of the service, compared with one',
    methodLine(method),
    `Each process may use ${Math.round(share * 100)} % of a core. The load generator used at most ${generatorLoad.join(', ')}.`,
    ...busyNote(cells),
    '![Requests per second and CPU time](processes.svg)',
    `## Two processes as a multiple of one\n\n${table(['load, connections', 'requests/s', 'CPU per request'], loads)}`,
    ...scenariosOf(cells).map((scenario) => `## ${SCENARIO_TITLES[scenario]}\n\n${scenarioTable(cells, scenario)}`),
  ];
  return `${parts.join('\n\n')}\n`;
}
