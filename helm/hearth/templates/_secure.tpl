{{/* Whether a part of the chart, "broker" or "redis", speaks TLS and has users with rights: (dict "root" $ "part" "redis"); "true" or nothing. */}}
{{- define "hearth.secured" -}}
{{- if and .root.Values.secure.enabled (index .root.Values .part).enabled -}}true{{- end -}}
{{- end -}}

{{/* TLS towards the broker or Redis, whosever it is: whether there is any, and the Secrets with its authority and with our own certificate. */}}
{{- define "hearth.tls" -}}
{{- if include "hearth.secured" . -}}
enabled: true
ca: {{ include "hearth.certificateSecret" . }}
{{- else if not (index .root.Values .part).enabled -}}
{{- with (index .root.Values .part).external.tls -}}
enabled: {{ .enabled }}
ca: {{ .caSecret | quote }}
client: {{ .clientSecret | quote }}
{{- end -}}
{{- else -}}
enabled: false
{{- end -}}
{{- end -}}

{{- define "hearth.certificateSecret" -}}
{{- $named := index .root.Values.secure.certificates (printf "%sSecret" .part) -}}
{{- $named | default (printf "%s-%s-tls" (include "hearth.fullname" .root) .part) -}}
{{- end -}}

{{- define "hearth.passwordsSecret" -}}
{{- .Values.secure.passwordsSecret | default (printf "%s-passwords" (include "hearth.fullname" .)) -}}
{{- end -}}

{{- define "hearth.devicesSecret" -}}
{{- .Values.secure.certificates.devicesSecret | default (printf "%s-devices" (include "hearth.fullname" .)) -}}
{{- end -}}

{{/* Who has a password at the broker, and who at Redis, as lists: the services, who looks, and the health checks. */}}
{{- define "hearth.users" -}}
broker: [core-metadata, core-data, core-command, device-mqtt, {{ range .Values.deviceService.instances }}device-mqtt_{{ .name }}, {{ end }}rules-engine, operator, hearth-health]
redis: [core-metadata, core-data, core-command, rules-engine, operator, hearth-health]
{{- end -}}

{{/* Under which names a server's certificate is asked for: its own, the Service's and its pod's, and others that are set. */}}
{{- define "hearth.serverNames" -}}
{{- $name := printf "%s-%s" (include "hearth.fullname" .root) .part -}}
{{- $namespace := .root.Release.Namespace -}}
{{- $names := list $name (printf "%s.%s" $name $namespace) (printf "%s.%s.svc" $name $namespace) (printf "%s.%s.svc.cluster.local" $name $namespace) "localhost" -}}
{{- if eq .part "broker" -}}
{{- $names = concat $names (list (printf "%s-devices" $name) (printf "%s-devices.%s" $name $namespace)) .root.Values.secure.certificates.names -}}
{{- end -}}
{{- append $names "127.0.0.1" | toYaml -}}
{{- end -}}

{{/* What an earlier installation made and a Secret has: its data, or nothing. Without a cluster (helm template) there is never anything. */}}
{{- define "hearth.kept" -}}
{{- get (lookup "v1" "Secret" .root.Release.Namespace .name) "data" | default dict | toYaml -}}
{{- end -}}

{{/* An authority that signs certificates, as the data of its Secret: made once. */}}
{{- define "hearth.authority" -}}
{{- $kept := include "hearth.kept" . | fromYaml -}}
{{- if and (get $kept "ca.crt") (get $kept "ca.key") -}}
{{- pick $kept "ca.crt" "ca.key" | toYaml -}}
{{- else -}}
{{- $made := genCAWithKey .name (int .root.Values.secure.certificates.days) (genPrivateKey "ecdsa") -}}
ca.crt: {{ $made.Cert | b64enc }}
ca.key: {{ $made.Key | b64enc }}
{{- end -}}
{{- end -}}

{{/* A server's certificate, as the data of its Secret: made once, and anew when its names or its authority are others. */}}
{{- define "hearth.serverCertificate" -}}
{{- $kept := include "hearth.kept" . | fromYaml -}}
{{- $was := dig "metadata" "annotations" "hearth/names" "" (lookup "v1" "Secret" .root.Release.Namespace .name) -}}
{{- if and (eq $was (join " " .names)) (get $kept "tls.key") (eq (get $kept "ca.crt") (get .authority "ca.crt")) -}}
{{- pick $kept "tls.crt" "tls.key" "ca.crt" | toYaml -}}
{{- else -}}
{{- $addresses := list -}}
{{- $hosts := list -}}
{{- range .names -}}
{{- if regexMatch "^[0-9.]+$|:" . }}{{ $addresses = append $addresses . }}{{ else }}{{ $hosts = append $hosts . }}{{ end -}}
{{- end -}}
{{- $authority := buildCustomCert (get .authority "ca.crt") (get .authority "ca.key") -}}
{{- $made := genSignedCertWithKey (first .names) $addresses $hosts (int .root.Values.secure.certificates.days) $authority (genPrivateKey "ecdsa") -}}
tls.crt: {{ $made.Cert | b64enc }}
tls.key: {{ $made.Key | b64enc }}
ca.crt: {{ get .authority "ca.crt" }}
{{- end -}}
{{- end -}}

{{/* Who may publish and hear what at the broker: docker/secure/rights, and what docker/secure/keys adds to it. */}}
{{- define "hearth.rights" -}}
{{- $rights := .Files.Get "files/secure/rights" | trim -}}
{{- $rights }}
{{- range .Values.deviceService.instances }}

# A further instance of device-service, of its own devices.
{{ regexFind "user device-mqtt\n(topic [^\n]+\n)+" $rights | replace "device-mqtt" (printf "device-mqtt_%s" .name) | trim }}
{{- end }}

# Where rules publish by themselves.
user rules-engine
{{- range .Values.secure.ruleTopics }}
topic write {{ . }}
{{- end }}

# What is of the devices, for the service that speaks with them.
{{- range $service := include "hearth.services" . | fromYaml }}
{{- if eq "deviceService" ($service.of | default "") }}
user {{ $service.prefix }}
{{- range $.Values.secure.deviceTopics }}
topic readwrite {{ replace "%u" "+" . }}
{{- end }}
{{- end }}
{{- end }}

# A device by its own name, which is what its certificate says.
{{- range .Values.secure.deviceTopics }}
pattern readwrite {{ . }}
{{- end }}
pattern read command/%u/#
pattern write command/response/+

# Whose certificates are worth nothing any more.
{{- range .Values.secure.refusedDevices }}
user {{ . }}
topic deny #
{{- end }}
{{- end -}}
