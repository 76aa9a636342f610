{{/* What Pod Security "restricted" asks of a pod: (dict "user" 10001). */}}
{{- define "hearth.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ .user }}
runAsGroup: {{ .user }}
fsGroup: {{ .user }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile: { type: RuntimeDefault }
{{- end -}}

{{/* And of each of its containers. */}}
{{- define "hearth.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end -}}

{{/* A pod's beginning. Without service links: Kubernetes would set HEARTH_CORE_DATA_PORT to an address, which is a setting of ours. */}}
{{- define "hearth.pod" -}}
serviceAccountName: {{ include "hearth.fullname" .root }}-{{ .component }}
automountServiceAccountToken: false
enableServiceLinks: false
terminationGracePeriodSeconds: 30
securityContext: {{- include "hearth.podSecurity" . | nindent 2 }}
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets: {{- range . }}
  - name: {{ . }}
{{- end }}
{{- end }}
{{- end -}}

{{/* A claim for what must outlive its pod: (dict "name" "data" "persistence" {...}). */}}
{{- define "hearth.claim" -}}
- metadata: { name: {{ .name }} }
  spec:
    accessModes: [ReadWriteOnce]
    {{- with .persistence.storageClass }}
    storageClassName: {{ . }}
    {{- end }}
    resources: { requests: { storage: {{ .persistence.size }} } }
{{- end -}}

{{/* Probes of what only listens on TCP, by the port's name. */}}
{{- define "hearth.tcpProbes" -}}
startupProbe:
  tcpSocket: { port: {{ .port }} }
  periodSeconds: 2
  failureThreshold: 150
livenessProbe:
  tcpSocket: { port: {{ .port }} }
  periodSeconds: 10
  timeoutSeconds: 5
{{- end -}}

{{/* Files of a Secret, which nobody else in the container reads: (dict "name" "tls" "secret" "..." "keys" [...]). */}}
{{- define "hearth.secretVolume" -}}
- name: {{ .name }}
  secret:
    secretName: {{ .secret }}
    defaultMode: 0440
    items:
      {{- range .keys }}
      - { key: {{ . }}, path: {{ . }} }
      {{- end }}
{{- end -}}

{{/* The passwords of all who may log in at the broker or Redis, each in a file named after the user. */}}
{{- define "hearth.passwordsVolume" -}}
- name: passwords
  secret:
    secretName: {{ include "hearth.passwordsSecret" .root }}
    defaultMode: 0440
    items:
      {{- range get (include "hearth.users" .root | fromYaml) .part }}
      - { key: {{ $.prefix }}-{{ . }}, path: {{ . }} }
      {{- end }}
{{- end -}}
