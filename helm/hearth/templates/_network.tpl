{{/* The ways out over REST of a component, by hearth.paths: (dict "root" $ "component" "core-data"). */}}
{{- define "hearth.pathsFrom" -}}
{{- $component := .component -}}
{{- $root := .root -}}
{{- range (include "hearth.paths" $root | fromYaml).paths }}
{{- if eq .from $component }}
- to:
    - podSelector:
        matchLabels: {{- include "hearth.selector" (dict "root" $root "component" .to) | nindent 10 }}
  ports: [{ port: {{ .port }} }]
{{- end }}
{{- end }}
{{- end -}}

{{- define "hearth.toNames" -}}
- to: {{- toYaml .Values.networkPolicy.dns | nindent 4 }}
  ports:
    - { port: 53, protocol: UDP }
    - { port: 53, protocol: TCP }
{{- end -}}

{{/* The way to the broker or Redis: its pod, or outside the addresses that its external.cidrs names, any when it names none. */}}
{{- define "hearth.egressTo" -}}
{{- if .values.enabled -}}
- to:
    - podSelector:
        matchLabels: {{- include "hearth.selector" . | nindent 10 }}
  ports: [{ port: {{ .port }} }]
{{- else if .values.external.cidrs -}}
- to:
    {{- range .values.external.cidrs }}
    - ipBlock: { cidr: {{ . }} }
    {{- end }}
  ports: [{ port: {{ .port }} }]
{{- else -}}
- ports: [{ port: {{ .port }} }]
{{- end -}}
{{- end -}}
