{{/* What everything of a release is named after; short enough for the longest name made of it. */}}
{{- define "hearth.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 37 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) | trunc 37 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Which pods belong to a component: (dict "root" $ "component" "core-data"). */}}
{{- define "hearth.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "hearth.labels" -}}
{{ include "hearth.selector" . }}
app.kubernetes.io/part-of: hearth
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{- define "hearth.brokerHost" -}}
{{- if .Values.broker.enabled }}{{ include "hearth.fullname" . }}-broker{{ else }}{{ .Values.broker.external.host }}{{ end -}}
{{- end -}}

{{- define "hearth.brokerPort" -}}
{{- if not .Values.broker.enabled }}{{ .Values.broker.external.port }}{{ else }}{{ ternary 8884 1883 .Values.secure.enabled }}{{ end -}}
{{- end -}}

{{/* Where devices find the broker: in the secure variant they have a port of their own. */}}
{{- define "hearth.devicesPort" -}}
{{- if include "hearth.secured" (dict "root" . "part" "broker") }}8883{{ else }}{{ include "hearth.brokerPort" . }}{{ end -}}
{{- end -}}

{{- define "hearth.redisHost" -}}
{{- if .Values.redis.enabled }}{{ include "hearth.fullname" . }}-redis{{ else }}{{ .Values.redis.external.host }}{{ end -}}
{{- end -}}

{{- define "hearth.redisPort" -}}
{{- if .Values.redis.enabled }}6379{{ else }}{{ .Values.redis.external.port }}{{ end -}}
{{- end -}}

{{/* How clients reach core-command: as it is set, else where the Ingress leads to it, else inside the cluster. */}}
{{- define "hearth.commandUrl" -}}
{{- if .Values.coreCommand.publicUrl -}}
{{- .Values.coreCommand.publicUrl -}}
{{- else if and .Values.ingress.enabled (has "core-command" .Values.ingress.services) -}}
{{- ternary "https" "http" (ne .Values.ingress.tlsSecret "") }}://{{ .Values.ingress.host }}/core-command
{{- else -}}
http://{{ include "hearth.fullname" . }}-core-command:59882
{{- end -}}
{{- end -}}
