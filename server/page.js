// Starts GraphiQL with the examples in its tabs. A visitor who has been here
// before finds the tabs as they were left. GraphiQL takes the variables of the
// first tab only as a property, which would win over what a visitor has left.
const tabs = JSON.parse(document.getElementById('tabs').textContent);
const returning = localStorage.getItem('graphiql:tabState') !== null;
ReactDOM.createRoot(document.getElementById('graphiql')).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: '/graphql' }),
    defaultTabs: tabs,
    defaultQuery: tabs[0].query,
    variables: returning ? undefined : tabs[0].variables,
    defaultEditorToolsVisibility: 'variables',
  }),
);
